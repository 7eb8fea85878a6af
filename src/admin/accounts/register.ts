import { randomId } from "../../lib/random-id.ts";
import type { Account, Invite } from "../../spec/account.ts";
import type { Role } from "../../spec/actor.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited, type Note } from "../audit/audited.ts";
import { defaultProject } from "../projects.ts";
import { actorOfAccount, type From, type SignInDeps, tokenHash } from "./deps.ts";
import { checkedEmail, checkedPersonName } from "./email.ts";
import { noteRefusal } from "./note-refusal.ts";
import { checkPassword } from "./passwords.ts";
import { stillInvites } from "./still-invites.ts";
import { countTry } from "./tries.ts";

export interface Registration {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** An invitation's token. */
  readonly invite?: string | undefined;
}

/** Where a registration comes from, and whether that is the machine itself: only there the first account is made. */
export interface RegistrationFrom extends From {
  readonly local: boolean;
}

/** How somebody may get an account now. */
export type RegistrationWay = "first" | "invitation" | "open" | "closed";

interface RegistrationDeps extends Pick<SignInDeps, "policy"> {
  readonly stores: Pick<SignInDeps["stores"], "accounts">;
}

export async function registrationWay({ stores, policy }: RegistrationDeps): Promise<RegistrationWay> {
  return (await stores.accounts.people.count()) === 0 ? "first" : policy.registration;
}

/**
 * Makes an account; it signs in afterwards, like every other. The first one, of whoever sits at the machine, is the
 * owner. Where registration is open, the answer is the same whether or not the address is taken, and comes as late.
 * Fails with `permission_denied` where registering needs something else, and with `invalid_value` and
 * `rate_limit_exceeded`.
 */
export async function register(
  deps: SignInDeps,
  given: Registration,
  from: RegistrationFrom,
): Promise<{ readonly email: string }> {
  return registerNow(deps, given, from).catch((error: unknown) => {
    const isRefused =
      error instanceof ParleyError && (error.code === "permission_denied" || error.param === "invite");
    if (isRefused) noteRefusal(deps, undefined, from, "registration_refused");
    throw error;
  });
}

async function registerNow(
  deps: SignInDeps,
  given: Registration,
  from: RegistrationFrom,
): Promise<{ readonly email: string }> {
  const email = checkedEmail(given.email);
  const name = checkedPersonName(given.name);
  checkPassword(given.password, email);
  await countTry(deps, "register", { address: from.address });
  const way = await registrationWay(deps);
  const invite = given.invite === undefined ? undefined : await demandInvite(deps, given.invite, email);
  if (invite === undefined) demandOpen(way, from);
  else if (way === "closed") throw refused("Registration is closed.");
  // Whatever becomes of it, this takes the time.
  const password = await deps.passwords.hash(given.password);
  const { id: projectId } = await defaultProject(deps);
  const now = deps.clock.now();
  const account: Account = { id: randomId("user"), email, name, createdAt: now };
  await audited(deps, actorOfAccount(account, [], from), async (within) => {
    const { people, invites } = within.accounts;
    await people.lock();
    // Two may register as the first at once, and others may have gone: what held before is asked for once more.
    const wayNow = await registrationWay({ stores: { accounts: within.accounts }, policy: deps.policy });
    if (invite === undefined) demandOpen(wayNow, from);
    const isFirst = invite === undefined && wayNow === "first";
    const { newcomerRole } = deps.policy;
    const role = isFirst ? "owner" : invite?.role;
    if (!(await people.insert({ ...account, ...(role !== undefined && { role }) }, password))) {
      // Who has the invitation knows the address already, and must not take a password for set that is not.
      if (invite !== undefined) throw noSuchInvite();
      return { result: undefined, notes: [] };
    }
    const accepted: Note[] = [];
    if (invite !== undefined) {
      if (!(await stillInvites(within, invite))) throw noSuchInvite();
      if (!(await invites.accept(invite.id, now))) throw noSuchInvite();
      const subject = { kind: "invite", id: invite.id } as const;
      accepted.push({ action: "invite.accepted", subject, details: { email } });
    }
    const newcomers = newcomerRole === undefined ? [] : [{ id: projectId, role: newcomerRole }];
    await join(within, account, invite?.projects ?? (isFirst ? [] : newcomers), now);
    const details = {
      email,
      role: role ?? null,
      way: isFirst ? "first" : invite === undefined ? "open" : "invitation",
    };
    const note: Note = { action: "user.added", subject: { kind: "user", id: account.id }, details };
    return { result: undefined, notes: [note, ...accepted] };
  });
  return { email };
}

/** Puts a newcomer into the projects that there still are. */
export async function join(
  within: KeepingStores,
  { id: accountId }: Account,
  projects: readonly { readonly id: string; readonly role: Role }[],
  createdAt: number,
): Promise<void> {
  for (const { id: projectId, role } of projects) {
    const project = await within.projects.find(projectId);
    if (project === undefined || project.archivedAt !== undefined) continue;
    await within.accounts.people.putMembership({ projectId, accountId, role, createdAt });
  }
}

/** An invitation is for one address: whoever finds a link cannot use it for his own. */
async function demandInvite(deps: SignInDeps, token: string, email: string): Promise<Invite> {
  const invite = await deps.stores.accounts.invites.findByHash(tokenHash(deps.pepper, "invite", token));
  const fits =
    invite !== undefined &&
    invite.acceptedAt === undefined &&
    invite.expiresAt > deps.clock.now() &&
    invite.email.toLowerCase() === email.toLowerCase();
  if (!fits) throw noSuchInvite();
  return invite;
}

function demandOpen(way: RegistrationWay, { local }: RegistrationFrom): void {
  if (way === "open") return;
  if (way === "closed") throw refused("Registration is closed.");
  if (way === "invitation") throw byInvitation();
  if (local) return;
  throw refused(
    "The first account is made in a browser on the machine itself, at its loopback address, or by an invitation: `parley accounts invite EMAIL --role owner` prints one.",
  );
}

function byInvitation(): ParleyError {
  return refused("Registering needs an invitation. Ask an administrator for one.");
}

function refused(message: string): ParleyError {
  return new ParleyError("permission_denied", { message });
}

function noSuchInvite(): ParleyError {
  return new ParleyError("invalid_value", {
    message: "This invitation is unknown, for another address, too old, or was used.",
    param: "invite",
  });
}
