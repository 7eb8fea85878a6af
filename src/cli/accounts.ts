import type { Command } from "commander";
import type { Account } from "../spec/account.ts";
import { operator, type Role, roles } from "../spec/actor.ts";
import { type CliContext, readSettings } from "./context.ts";
import { UsageError } from "./exit.ts";
import { json, peopleInCommands, user } from "./people-in.ts";
import { isoTime, jsonLine, printable } from "./printable.ts";
import { table } from "./table.ts";
import { withKeeper } from "./with-keeper.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface InviteOptions extends JsonOption {
  readonly role?: string;
  readonly project?: string;
  readonly projectRole: string;
}

interface RecoverOptions extends JsonOption {
  readonly forgetFactors?: boolean;
}

interface RoleOptions extends JsonOption {
  readonly project?: string;
}

const words = `${roles.join(", ")} or none`;

export function accountsCommand(program: Command, context: CliContext): void {
  const accounts = program.command("accounts").description("Invite people, and keep their accounts.");
  accounts
    .command("list")
    .description("List all accounts.")
    .option(...json)
    .action((options: JsonOption) => list(context, options));
  accounts
    .command("invite")
    .description("Invite somebody and print the link, this once: Parley sends no mail.")
    .argument("<email>", "their e-mail address")
    .option("--role <role>", `what they are in the whole installation: ${words}`)
    .option("--project <id>", "a project that they are put into")
    .option("--project-role <role>", "what they are there", "member")
    .option(...json)
    .addHelpText(
      "after",
      "\nExamples:\n  parley accounts invite ann@example.com --role owner\n  parley accounts invite bob@example.com --project proj_default --project-role member",
    )
    .action((email: string, options: InviteOptions) => invite(context, email, options));
  accounts
    .command("role")
    .description("Give somebody another role. Running servers go by it within a second.")
    .argument("<user>", user)
    .argument("<role>", words)
    .option("--project <id>", "in this project, and not in the whole installation")
    .option(...json)
    .action((name: string, role: string, options: RoleOptions) => setRole(context, name, role, options));
  for (const [word, disabled] of [
    ["disable", true],
    ["enable", false],
  ] as const)
    accounts
      .command(word)
      .description(
        disabled
          ? "Keep somebody out: sessions and own keys end within a second."
          : "Let somebody sign in again. Keys that were revoked stay so.",
      )
      .argument("<user>", user)
      .option(...json)
      .action((name: string, options: JsonOption) => setDisabled(context, name, disabled, options));
  accounts
    .command("recover")
    .description("Print a link with which somebody sets another password, once and within the hour.")
    .argument("<user>", user)
    .option("--forget-factors", "take the authenticator app and all passkeys away as well")
    .option(...json)
    .action((name: string, options: RecoverOptions) => recover(context, name, options));
  accounts
    .command("remove")
    .description("Remove an account for good.")
    .argument("<user>", user)
    .option(...json)
    .action((name: string, options: JsonOption) => remove(context, name, options));
  peopleInCommands(accounts, context);
}

async function list(context: CliContext, { json }: JsonOption): Promise<void> {
  const { listUsers } = await import("../admin/accounts/people.ts");
  const users = await withKeeper(
    context,
    ({ keys }) => listUsers(keys, operator),
    async () => [],
  );
  if (json === true) {
    context.stdout.write(jsonLine({ accounts: users.map(presentAccount) }));
  } else if (users.length === 0) {
    context.stderr.write(
      "There are no accounts yet. `parley accounts invite EMAIL --role owner` makes way.\n",
    );
  } else {
    const headings = ["ID", "E-MAIL", "NAME", "ROLE", "CREATED", "LAST LOGIN", "DISABLED"];
    context.stdout.write(table(headings, users.map(tableRow)));
  }
}

async function invite(context: CliContext, email: string, options: InviteOptions): Promise<void> {
  const { createInvite } = await import("../admin/accounts/invites.ts");
  const role = options.role === undefined ? undefined : roleNamed(options.role);
  const projectRole = roleNamed(options.projectRole);
  const { project } = options;
  if (project !== undefined && projectRole === undefined)
    throw new UsageError("--project-role cannot be none.");
  const projects =
    project === undefined || projectRole === undefined ? [] : [{ id: project, role: projectRole }];
  const origin = await originOf(context);
  const made = await withKeeper(context, ({ keys }) =>
    createInvite(keys, operator, { email, role, projects }),
  );
  const link = `${origin}/sign-in#invite=${made.token.reveal()}`;
  const expires = isoTime(made.invite.expiresAt);
  sayLink(context, options, { id: made.invite.id, email: made.invite.email, expires_at: expires, link }, [
    `The invitation of ${printable(made.invite.email)}, until ${expires}. It is shown this once:\n`,
  ]);
}

async function recover(context: CliContext, name: string, options: RecoverOptions): Promise<void> {
  const { createRecovery } = await import("../admin/accounts/change-password.ts");
  const origin = await originOf(context);
  const { forgetFactors = false } = options;
  const { account, token, expiresAt } = await withKeeper(context, ({ keys }) =>
    createRecovery(keys, operator, { user: name, forgetFactors }),
  );
  const link = `${origin}/sign-in#recover=${token.reveal()}`;
  const expires = isoTime(expiresAt);
  sayLink(context, options, { id: account.id, email: account.email, expires_at: expires, link }, [
    `With this link ${printable(account.email)} sets another password, once and until ${expires}:\n`,
  ]);
}

/** The link stands alone on standard output, so that a script can take it as it is. */
function sayLink(
  { stdout, stderr }: CliContext,
  { json }: JsonOption,
  said: Readonly<Record<string, string>> & { readonly link: string },
  sentences: readonly string[],
): void {
  if (json === true) {
    stdout.write(jsonLine(said));
    return;
  }
  for (const sentence of sentences) stderr.write(sentence);
  stdout.write(`${said.link}\n`);
}

async function setRole(context: CliContext, name: string, word: string, options: RoleOptions): Promise<void> {
  const [{ updateUser, userNamed }, { putMember, removeMember }] = await Promise.all([
    import("../admin/accounts/people.ts"),
    import("../admin/accounts/members.ts"),
  ]);
  const role = roleNamed(word);
  const { project: projectId } = options;
  const account = await withKeeper(context, async ({ keys }) => {
    const found = await userNamed(keys, operator, name);
    const place = { projectId: projectId ?? "", userId: found.id };
    if (projectId === undefined) return updateUser(keys, operator, { id: found.id, role: role ?? null });
    if (role === undefined) await removeMember(keys, operator, place);
    else await putMember(keys, operator, { ...place, role, add: true });
    return found;
  });
  const where = projectId === undefined ? "" : ` in the project ${printable(projectId)}`;
  say(context, options, account, `${printable(account.email)} is now ${role ?? "nothing"}${where}.`);
}

async function setDisabled(
  context: CliContext,
  name: string,
  disabled: boolean,
  options: JsonOption,
): Promise<void> {
  const { updateUser, userNamed } = await import("../admin/accounts/people.ts");
  const account = await withKeeper(context, async ({ keys }) => {
    const { id } = await userNamed(keys, operator, name);
    return updateUser(keys, operator, { id, disabled });
  });
  const said = disabled ? "is out, and so are their sessions and keys" : "can sign in again";
  say(context, options, account, `${printable(account.email)} ${said}.`);
}

async function remove(context: CliContext, name: string, options: JsonOption): Promise<void> {
  const { removeUser, userNamed } = await import("../admin/accounts/people.ts");
  const account = await withKeeper(context, async ({ keys }) => {
    const { id } = await userNamed(keys, operator, name);
    return removeUser(keys, operator, { id });
  });
  say(context, options, account, `${printable(account.email)} is removed.`);
}

function say({ stdout }: CliContext, { json }: JsonOption, account: Account, sentence: string): void {
  stdout.write(json === true ? jsonLine(presentAccount(account)) : `${sentence}\n`);
}

/** `none` is no role. */
function roleNamed(word: string): Role | undefined {
  if (word === "none") return undefined;
  const role = roles.find((one) => one === word);
  if (role === undefined) throw new UsageError(`There is no role ${printable(word)}. There are ${words}.`);
  return role;
}

async function originOf(context: CliContext): Promise<string> {
  const { accounts, port } = await readSettings({ env: context.env, cwd: context.cwd });
  return accounts.origin ?? `http://localhost:${port}`;
}

/** Listed by hand, so that no member shows itself by being added to the row. */
function presentAccount(account: Account) {
  const { id, email, name, role, createdAt, lastLoginAt, disabledAt } = account;
  return {
    id,
    email,
    name,
    role: role ?? null,
    created_at: isoTime(createdAt),
    last_login_at: lastLoginAt === undefined ? null : isoTime(lastLoginAt),
    disabled_at: disabledAt === undefined ? null : isoTime(disabledAt),
  };
}

function tableRow(account: Account): readonly string[] {
  const { id, email, name, role, created_at, last_login_at, disabled_at } = presentAccount(account);
  return [id, email, name, role ?? "-", created_at, last_login_at ?? "-", disabled_at ?? "-"];
}
