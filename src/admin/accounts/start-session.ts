import { randomId } from "../../lib/random-id.ts";
import { Secret } from "../../lib/secret.ts";
import type { Account, Session } from "../../spec/account.ts";
import type { KeepingStores } from "../../spec/audit.ts";
import { ParleyError } from "../../spec/errors.ts";
import { audited, type Done } from "../audit/audited.ts";
import { actorOfAccount, type From, type SignInDeps, tokenHash } from "./deps.ts";
import { newToken } from "./invites.ts";

/** Somebody who has just signed in, and what to know him by from now on. */
export interface SignedIn {
  readonly account: Account;
  readonly session: Session;
  readonly secret: Secret;
}

export interface NewSession {
  readonly account: Account;
  /** See `Session.method`. */
  readonly method: string;
  readonly from: From;
  /** The cookie that the browser had: its session ends with this. */
  readonly before?: string | undefined;
}

/** Longest name of a browser that is kept, in characters. */
const longestAgent = 200;

/**
 * Begins a session under a new secret, and ends the one that the browser had (ASVS 5.0, 7.2.4). `also` is done in the
 * same transaction. Fails with `login_refused` where the account was disabled meanwhile.
 */
export async function startSession(
  deps: SignInDeps,
  { account, method, from, before }: NewSession,
  also?: (within: KeepingStores) => Promise<Done<void>>,
): Promise<SignedIn> {
  const { pepper, clock, policy } = deps;
  const now = clock.now();
  const secret = newToken();
  const session: Session = {
    id: randomId("sess"),
    accountId: account.id,
    method,
    createdAt: now,
    seenAt: now,
    expiresAt: now + policy.sessionMostMs,
    address: from.address,
    ...(from.userAgent !== undefined && { userAgent: from.userAgent.slice(0, longestAgent) }),
  };
  return audited(deps, actorOfAccount(account, [], from), async (within) => {
    const { people, sessions } = within.accounts;
    const more = await also?.(within);
    const there = await people.find(account.id);
    if (there === undefined || there.disabledAt !== undefined) throw new ParleyError("login_refused");
    await people.update(account.id, { lastLoginAt: now });
    if (before !== undefined) {
      const old = await sessions.findByHash(tokenHash(pepper, "session", before));
      if (old !== undefined) await sessions.end(old.id);
    }
    await sessions.insert(session, tokenHash(pepper, "session", secret));
    const subject = { kind: "user", id: account.id } as const;
    const note = { action: "login.succeeded", subject, details: { method, session: session.id } } as const;
    const result = { account: { ...there, lastLoginAt: now }, session, secret: new Secret(secret) };
    return { result, notes: [...(more?.notes ?? []), note] };
  });
}
