import type { Account, AccountChanges } from "../../spec/account.ts";
import type { Actor, Role } from "../../spec/actor.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited, type Note } from "../audit/audited.ts";
import { changes } from "../audit/changes.ts";
import { type Action, demand, demandRole } from "../can.ts";
import type { AccountDeps } from "./deps.ts";
import { checkedPersonName } from "./email.ts";
import { narrowOwnKeys } from "./own-keys.ts";

/** All people, oldest first. */
export async function listUsers({ stores }: AccountDeps, actor: Actor): Promise<readonly Account[]> {
  demand(actor, "user.read");
  return stores.accounts.people.list();
}

/** By id. Fails with `not_found`. */
export async function findUser(
  { stores }: AccountDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Account> {
  demand(actor, "user.read");
  return there(await stores.accounts.people.find(id));
}

/** By e-mail address, for who may see all. Fails with `not_found`. */
export async function userNamed({ stores }: AccountDeps, actor: Actor, name: string): Promise<Account> {
  demand(actor, "user.read");
  const { people } = stores.accounts;
  return there(name.includes("@") ? await people.findByEmail(name) : await people.find(name));
}

export interface UserUpdate {
  readonly id: string;
  readonly name?: string | undefined;
  /** In the installation; `null`: none. */
  readonly role?: Role | null | undefined;
  readonly disabled?: boolean | undefined;
}

/**
 * Changes what is given and leaves the rest. Nobody gives a role above their own, or changes somebody above them; and one
 * owner there must be. Whoever is disabled, or loses a role, loses sessions and keys with it, everywhere within a second.
 */
export async function updateUser(deps: AccountDeps, actor: Actor, update: UserUpdate): Promise<Account> {
  const name = update.name === undefined ? undefined : checkedPersonName(update.name);
  if (typeof update.role === "string") demandRole(actor, update.role);
  return changeUser(deps, actor, { id: update.id, action: "user.update" }, async (within, account) => {
    const now = deps.clock.now();
    const wanted = rowChanges(account, { ...update, name }, now);
    const after = { ...account, ...wanted };
    const lessened =
      account.role === "owner" && (wanted.role !== undefined || wanted.disabledAt !== undefined);
    if (lessened && (after.role !== "owner" || typeof after.disabledAt === "number"))
      await demandOtherOwner(within, account);
    const { people, sessions, tickets } = within.accounts;
    await people.update(account.id, wanted);
    const notes: Note[] = [];
    if (typeof wanted.disabledAt === "number") {
      await sessions.endAll(account.id);
      await tickets.withdraw(account.id, "recovery");
    }
    if (wanted.disabledAt !== undefined || wanted.role !== undefined)
      notes.push(...(await narrowOwnKeys(within, account.id, now)));
    const saved = there(await people.find(account.id));
    const details = changes(account, saved, ["name", "role", "disabledAt"]);
    const isSame = Object.keys(details["changes"] ?? {}).length === 0;
    const note: Note = { action: "user.updated", subject: { kind: "user", id: account.id }, details };
    return { result: saved, notes: isSame ? notes : [note, ...notes] };
  });
}

function rowChanges(account: Account, { name, role, disabled }: UserUpdate, now: number): AccountChanges {
  const isDisabled = account.disabledAt !== undefined;
  return {
    ...(name !== undefined && { name }),
    // What a person has decided is no provider's to take back.
    ...(role !== undefined && (role ?? undefined) !== account.role && { role, roleFrom: null }),
    ...(disabled !== undefined && disabled !== isDisabled && { disabledAt: disabled ? now : null }),
  };
}

/** Forgets a person. Keys of theirs are revoked; what was asked with them stays in the books. */
export async function removeUser(
  deps: AccountDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Account> {
  return changeUser(deps, actor, { id, action: "user.remove" }, async (within, account) => {
    if (account.role === "owner") await demandOtherOwner(within, account);
    await within.accounts.people.remove(id);
    const notes = await narrowOwnKeys(within, id, deps.clock.now());
    const note: Note = {
      action: "user.deleted",
      subject: { kind: "user", id },
      details: { email: account.email },
    };
    return { result: account, notes: [note, ...notes] };
  });
}

/** Ends one session of a person, or all of them. Gives how many there were. */
export async function endSessions(
  deps: AccountDeps,
  actor: Actor,
  { accountId, id }: { readonly accountId: string; readonly id?: string },
): Promise<number> {
  const own = actor.kind === "account" && actor.id === accountId;
  return audited(deps, actor, async (within) => {
    const account = await within.accounts.people.find(accountId);
    if (!own) {
      demand(actor, "session.end");
      demandNotAbove(actor, there(account));
    }
    const { sessions } = within.accounts;
    const mine = await sessions.list(accountId);
    if (id !== undefined && !mine.some((session) => session.id === id)) throw noSession();
    const ended = id === undefined ? await sessions.endAll(accountId) : Number(await sessions.end(id));
    const note: Note = {
      action: "user.updated",
      subject: { kind: "user", id: accountId },
      details: { sessions_ended: ended },
    };
    return { result: ended, notes: ended === 0 ? [] : [note] };
  });
}

function noSession(): ParleyError {
  return new ParleyError("not_found", { message: "There is no such session.", param: "id" });
}

type Change<T> = (
  within: KeepingStores,
  account: Account,
) => Promise<{ readonly result: T; readonly notes: readonly Note[] }>;

async function changeUser<T>(
  deps: AccountDeps,
  actor: Actor,
  { id, action }: { readonly id: string; readonly action: Action },
  change: Change<T>,
): Promise<T> {
  demand(actor, action);
  return audited(deps, actor, async (within) => {
    await within.accounts.people.lock();
    const account = there(await within.accounts.people.find(id));
    demandNotAbove(actor, account);
    return change(within, account);
  });
}

/** Fails with `permission_denied` where the person is more than the actor. */
export function demandNotAbove(actor: Actor, { role }: Pick<Account, "role">): void {
  if (role !== undefined) demandRole(actor, role);
}

/** Without an owner nobody could give anybody anything. To be asked with the lock of `PeopleStore`. */
async function demandOtherOwner(within: KeepingStores, account: Account): Promise<void> {
  if (account.disabledAt !== undefined || (await within.accounts.people.otherOwners(account.id)) > 0) return;
  throw new ParleyError("conflict", {
    message: "This is the last owner. Make somebody else an owner first.",
    param: "role",
  });
}

export function there(account: Account | undefined): Account {
  if (account !== undefined) return account;
  throw new ParleyError("not_found", {
    message: "There is no such user. `parley accounts list` shows all of them.",
    param: "user_id",
  });
}
