import type { Clock } from "../../lib/clock.ts";
import { keyedHash } from "../../lib/keyed-hash.ts";
import type { Actor, Role } from "../../spec/actor.ts";
import type { Account, Membership } from "../../spec/account.ts";
import type { Stores } from "../../spec/stores.ts";
import type { Refusals } from "../audit/refusals.ts";
import type { Passwords } from "./passwords.ts";

/** What deeds with accounts need of the house. */
export interface AccountDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  /** The installation's secret; 32 random bytes. */
  readonly pepper: Buffer;
}

/** What the settings say of accounts. */
export interface AccountPolicy {
  readonly registration: "invitation" | "open" | "closed";
  /** What whoever registers without an invitation is in the first project; absent: nothing. */
  readonly newcomerRole?: Role;
  /** Where the console is, such as `https://parley.example`; absent: where a request on the machine itself says. */
  readonly origin?: string;
  /** Milliseconds without a request after which a session is over, and after which it is in any case. */
  readonly sessionIdleMs: number;
  readonly sessionMostMs: number;
}

/** What signing in needs beside that. */
export interface SignInDeps extends AccountDeps {
  readonly passwords: Passwords;
  readonly refusals: Pick<Refusals, "note">;
  readonly policy: AccountPolicy;
}

/** Where a request comes from. */
export interface From {
  readonly address: string;
  readonly userAgent?: string;
}

/** What whoever has the text of a link, a cookie or a code is known by; each kind of text apart. */
export function tokenHash(pepper: Buffer, kind: string, text: string): Buffer {
  return keyedHash(pepper, `${kind} ${text}`);
}

/** Somebody who has signed in, or is about to. */
export function actorOfAccount(
  { id, email, role }: Account,
  memberships: readonly Membership[] = [],
  from?: From,
): Actor {
  return {
    kind: "account",
    id,
    name: email,
    ...(role !== undefined && { role }),
    projects: new Map(memberships.map((each) => [each.projectId, each.role])),
    ...(from !== undefined && { from }),
  };
}
