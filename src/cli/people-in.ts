import type { Command } from "commander";
import type { Invite, Session } from "../spec/account.ts";
import { operator } from "../spec/actor.ts";
import type { CliContext } from "./context.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface MembersOptions extends JsonOption {
  /** The oldest project, unless given. */
  readonly project?: string;
}

/** What a person is named by, and how an answer is asked for: the same at every command of `parley accounts`. */
export const user = "their e-mail address, or the id of the account";
export const json = ["--json", "print it as one JSON object"] as const;

/** `parley accounts members`, `invites`, `withdraw`, `sessions` and `sign-out`: who is in, and who may come. */
export function peopleInCommands(accounts: Command, context: CliContext): void {
  accounts
    .command("members")
    .description("List who is in a project. `parley accounts role USER ROLE --project ID` puts people there.")
    .option("--project <id>", "which; the oldest one, unless given")
    .option(...json)
    .action((options: MembersOptions) => members(context, options));
  accounts
    .command("invites")
    .description("List the invitations, without their links.")
    .option(...json)
    .action((options: JsonOption) => invites(context, options));
  accounts
    .command("withdraw")
    .description("Take an invitation back that nobody has accepted.")
    .argument("<invite>", "its id, as `parley accounts invites` shows it")
    .action((id: string) => withdraw(context, id));
  accounts
    .command("sessions")
    .description("List where somebody is signed in.")
    .argument("<user>", user)
    .option(...json)
    .action((name: string, options: JsonOption) => sessions(context, name, options));
  accounts
    .command("sign-out")
    .description("End all sessions of somebody. Running servers go by it within a second.")
    .argument("<user>", user)
    .option(...json)
    .action((name: string, options: JsonOption) => signOut(context, name, options));
}

async function members(context: CliContext, { project, json }: MembersOptions): Promise<void> {
  const [{ listMembers }, { defaultProject }] = await Promise.all([
    import("../admin/accounts/members.ts"),
    import("../admin/projects.ts"),
  ]);
  const found = await withKeeper(
    context,
    async ({ keys }) =>
      listMembers(keys, operator, { projectId: project ?? (await defaultProject(keys)).id }),
    async () => [],
  );
  const all = found.map(({ account, membership }) => ({
    id: account.id,
    email: account.email,
    role: membership.role,
    added_at: isoTime(membership.createdAt),
  }));
  if (json === true) context.stdout.write(jsonLine({ members: all }));
  else if (all.length === 0) context.stderr.write("Nobody is in this project.\n");
  else
    context.stdout.write(
      table(
        ["ID", "E-MAIL", "ROLE", "ADDED"],
        all.map((one) => [one.id, one.email, one.role, one.added_at]),
      ),
    );
}

async function invites(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listInvites } = await import("../admin/accounts/invites.ts");
  const { all, now } = await withKeeper(
    context,
    async ({ keys }) => ({ all: await listInvites(keys, operator), now: keys.clock.now() }),
    async () => ({ all: [], now: 0 }),
  );
  const shown = all.map((invite) => presentInvite(invite, now));
  if (json === true) {
    context.stdout.write(jsonLine({ invites: shown }));
  } else if (shown.length === 0) {
    context.stderr.write("There are no invitations. `parley accounts invite EMAIL` makes one.\n");
  } else {
    const rows = shown.map((one) => [one.id, one.email, one.role ?? "-", one.expires_at, one.status]);
    context.stdout.write(table(["ID", "E-MAIL", "ROLE", "EXPIRES", "STATE"], rows));
  }
}

async function withdraw(context: CliContext, id: string): Promise<void> {
  const { removeInvite } = await import("../admin/accounts/invites.ts");
  await withKeeper(context, ({ keys }) => removeInvite(keys, operator, { id }));
  context.stdout.write(`The invitation ${printable(id)} is taken back.\n`);
}

async function sessions(context: CliContext, name: string, { json }: JsonOption): Promise<void> {
  const { userNamed } = await import("../admin/accounts/people.ts");
  const all = await withKeeper(context, async ({ keys }) => {
    const { id } = await userNamed(keys, operator, name);
    return (await keys.stores.accounts.sessions.list(id)).map(presentSession);
  });
  if (json === true) {
    context.stdout.write(jsonLine({ sessions: all }));
  } else if (all.length === 0) {
    context.stderr.write(`${printable(name)} is signed in nowhere.\n`);
  } else {
    const rows = all.map((one) => [one.id, one.method, one.address ?? "-", one.seen_at, one.expires_at]);
    context.stdout.write(table(["ID", "BY", "ADDRESS", "LAST SEEN", "EXPIRES"], rows));
  }
}

async function signOut(context: CliContext, name: string, { json }: JsonOption): Promise<void> {
  const { endSessions, userNamed } = await import("../admin/accounts/people.ts");
  const ended = await withKeeper(context, async ({ keys }) => {
    const { id } = await userNamed(keys, operator, name);
    return endSessions(keys, operator, { accountId: id });
  });
  const text = `${printable(name)} is signed out: ${ended} ${ended === 1 ? "session has" : "sessions have"} ended.\n`;
  context.stdout.write(json === true ? jsonLine({ ended }) : text);
}

/** Listed by hand, so that no member shows itself by being added to the row. */
function presentInvite({ id, email, role, projects, createdAt, expiresAt, acceptedAt }: Invite, now: number) {
  const open = expiresAt > now ? "open" : "expired";
  return {
    id,
    email,
    role: role ?? null,
    projects: projects.map((project) => ({ id: project.id, role: project.role })),
    created_at: isoTime(createdAt),
    expires_at: isoTime(expiresAt),
    accepted_at: acceptedAt === undefined ? null : isoTime(acceptedAt),
    status: acceptedAt === undefined ? open : "accepted",
  };
}

function presentSession({ id, method, createdAt, seenAt, expiresAt, address, userAgent }: Session) {
  return {
    id,
    method,
    address: address ?? null,
    user_agent: userAgent ?? null,
    created_at: isoTime(createdAt),
    seen_at: isoTime(seenAt),
    expires_at: isoTime(expiresAt),
  };
}
