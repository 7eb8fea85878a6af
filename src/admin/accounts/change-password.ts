import { Secret } from "../../lib/secret.ts";
import type { Account } from "../../spec/account.ts";
import type { Actor } from "../../spec/actor.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited } from "../audit/audited.ts";
import { demand } from "../can.ts";
import { type AccountDeps, actorOfAccount, type From, type SignInDeps, tokenHash } from "./deps.ts";
import { confirmPerson } from "./confirm-person.ts";
import { newToken } from "./invites.ts";
import { noteRefusal } from "./note-refusal.ts";
import { checkPassword } from "./passwords.ts";
import { demandNotAbove, userNamed } from "./people.ts";
import { countTry } from "./tries.ts";

/** How long a link for recovery works, in milliseconds. */
export const recoveryValidFor = 3_600_000;

export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly code?: string | undefined;
  /** The session that stays; all others end. */
  readonly sessionId: string;
  readonly from: From;
}

/** Sets another password, and ends all other sessions. */
export async function changePassword(
  deps: SignInDeps,
  account: Account,
  change: PasswordChange,
): Promise<void> {
  const { currentPassword, newPassword, code, sessionId, from } = change;
  checkPassword(newPassword, account.email);
  await confirmPerson(deps, account, { password: currentPassword, code, from, sessionId });
  const password = await deps.passwords.hash(newPassword);
  await audited(deps, actorOfAccount(account, [], from), async ({ accounts }) => {
    await accounts.people.update(account.id, { password });
    await accounts.tickets.withdraw(account.id, "recovery");
    const ended = await accounts.sessions.endAll(account.id, sessionId);
    return { result: undefined, notes: [passwordNote(account, { sessions_ended: ended })] };
  });
}

function passwordNote(account: Account, more: Readonly<Record<string, number | string | boolean>>) {
  return {
    action: "user.updated",
    subject: { kind: "user", id: account.id },
    details: { password: "changed", ...more },
  } as const;
}

/**
 * Makes a link's token with which a person sets another password, once and within the hour; those made before end. For
 * the operator, who gives it to the person. `forgetFactors` takes the authenticator app and all passkeys away as well.
 */
export async function createRecovery(
  deps: AccountDeps,
  actor: Actor,
  { user, forgetFactors = false }: { readonly user: string; readonly forgetFactors?: boolean },
): Promise<{ readonly account: Account; readonly token: Secret; readonly expiresAt: number }> {
  demand(actor, "user.update");
  const account = await userNamed(deps, actor, user);
  demandNotAbove(actor, account);
  if (account.disabledAt !== undefined) {
    throw new ParleyError("invalid_value", { message: "This account is disabled: enable it first." });
  }
  const token = newToken();
  const expiresAt = deps.clock.now() + recoveryValidFor;
  return audited(deps, actor, async ({ accounts }) => {
    await accounts.tickets.withdraw(account.id, "recovery");
    await accounts.tickets.put(tokenHash(deps.pepper, "recovery", token), {
      kind: "recovery",
      accountId: account.id,
      expiresAt,
    });
    if (forgetFactors) {
      await accounts.factors.removeCodeApp(account.id);
      for (const { id } of await accounts.factors.passkeys(account.id))
        await accounts.factors.removePasskey(account.id, id);
    }
    const subject = { kind: "user", id: account.id } as const;
    const details = { recovery: "link made", factors: forgetFactors ? "removed" : "kept" };
    const result = { account, token: new Secret(token), expiresAt };
    return { result, notes: [{ action: "user.updated", subject, details } as const] };
  });
}

/**
 * Uses a recovery link: sets the password and ends all sessions. The second factor stays; signing in needs it as ever.
 * Fails with `invalid_value` for a link that is unknown, too old or used.
 */
export async function recover(
  deps: SignInDeps,
  { token, password: given }: { readonly token: string; readonly password: string },
  from: From,
): Promise<void> {
  const deadLink = (): ParleyError => {
    noteRefusal(deps, undefined, from, "recovery_refused");
    return noSuchLink();
  };
  await countTry(deps, "recover", { address: from.address });
  const { accounts } = deps.stores;
  const hash = tokenHash(deps.pepper, "recovery", token);
  const ticket = await accounts.tickets.find(hash);
  const account = ticket?.accountId === undefined ? undefined : await accounts.people.find(ticket.accountId);
  checkPassword(given, account?.email ?? "");
  const password = await deps.passwords.hash(given);
  if (account === undefined) throw deadLink();
  await audited(deps, actorOfAccount(account, [], from), async (within) => {
    const { people, sessions, tickets } = within.accounts;
    const taken = await tickets.take(hash);
    const now = deps.clock.now();
    if (taken?.kind !== "recovery" || taken.accountId !== account.id || taken.expiresAt <= now)
      throw deadLink();
    const there = await people.find(account.id);
    if (there === undefined || there.disabledAt !== undefined) throw deadLink();
    await people.update(account.id, { password });
    const ended = await sessions.endAll(account.id);
    return {
      result: undefined,
      notes: [passwordNote(account, { by: "recovery link", sessions_ended: ended })],
    };
  });
}

function noSuchLink(): ParleyError {
  return new ParleyError("invalid_value", {
    message: "This link is unknown, too old, or was used. Ask the operator for another.",
    param: "token",
  });
}
