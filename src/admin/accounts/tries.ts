import { addressGroup } from "../../lib/address-group.ts";
import type { Clock } from "../../lib/clock.ts";
import { keyedHash } from "../../lib/keyed-hash.ts";
import type { TryStore } from "../../spec/account.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Refusals } from "../audit/refusals.ts";

export interface TriesDeps {
  readonly stores: { readonly accounts: { readonly tries: TryStore } };
  readonly clock: Pick<Clock, "now">;
  readonly pepper: Buffer;
  readonly refusals: Pick<Refusals, "note">;
}

/** Who tries to get in. */
export interface Trier {
  /** What he says who he is, whether or not anybody is called so. */
  readonly email?: string;
  readonly address: string;
  /** Names a browser, or a session, in which that account was signed in before; see `knownBrowser`. */
  readonly known?: string | undefined;
}

/**
 * How often in a row something may be tried at once; afterwards each failure doubles the time until the next, from a
 * second up to `longest` milliseconds. An account's is short: a stranger must not be able to lock its owner out.
 */
const bounds = {
  account: { free: 10, longest: 60_000 },
  address: { free: 20, longest: 15 * 60_000 },
} as const;

/** After so long without a failure it is as if there had been none. In milliseconds. */
const forgetAfter = 24 * 3_600_000;

/** Others may count at the same moment; so many times in a row they do only where somebody tries very much at once. */
const mostLooks = 8;

export interface Tried {
  /** It was no failure after all. */
  succeeded(): Promise<void>;
}

/**
 * Counts a try before anything is looked at, so that a thousand at once are a thousand, on all processes together. Fails
 * with `rate_limit_exceeded` and when to come back. It looks the same whether or not there is such an account.
 */
export async function countTry(deps: TriesDeps, what: string, trier: Trier): Promise<Tried> {
  const { email, address, known } = trier;
  if (known !== undefined) return countKnown(deps, address, bucketOf(deps, what, "known", known));
  const network = bucketOf(deps, what, "address", addressGroup(address));
  const refused = noting(deps, address);
  await charge(deps, network, bounds.address).catch(refused);
  const account = email === undefined ? undefined : bucketOf(deps, what, "account", email.toLowerCase());
  if (account !== undefined) await charge(deps, account, bounds.account).catch(refused);
  const { tries } = deps.stores.accounts;
  return {
    async succeeded() {
      if (account !== undefined) await tries.clear(account);
      // Taken back alone: with an account of his own nobody buys himself more tries at others.
      const row = await tries.find(network);
      if (row === undefined || row.failures === 0) return;
      const now = deps.clock.now();
      await tries.change(network, row, { failures: row.failures - 1, freeAt: now }, now + forgetAfter);
    },
  };
}

/** What strangers do elsewhere counts for nothing here, and what succeeds here takes nothing from what they did. */
async function countKnown(deps: TriesDeps, address: string, bucket: Buffer): Promise<Tried> {
  await charge(deps, bucket, bounds.account).catch(noting(deps, address));
  return { succeeded: () => deps.stores.accounts.tries.clear(bucket) };
}

/** The audit log counts those that were not even looked at, too. */
function noting({ refusals }: TriesDeps, address: string): (error: unknown) => never {
  return (error) => {
    const isTooMany = error instanceof ParleyError && error.code === "rate_limit_exceeded";
    if (isTooMany) refusals.note({ action: "login.failed", reason: "too_many_tries", address });
    throw error;
  };
}

/** Rows tell neither e-mail addresses nor networks. */
function bucketOf({ pepper }: TriesDeps, what: string, kind: string, who: string): Buffer {
  return keyedHash(pepper, JSON.stringify(["tries", what, kind, who]));
}

async function charge(
  { stores, clock }: TriesDeps,
  bucket: Buffer,
  { free, longest }: { readonly free: number; readonly longest: number },
): Promise<void> {
  const { tries } = stores.accounts;
  for (let looks = 0; looks < mostLooks; looks++) {
    const before = await tries.find(bucket);
    const now = clock.now();
    if (before !== undefined && before.freeAt > now) throw tooMany(before.freeAt - now);
    const failures = (before?.failures ?? 0) + 1;
    const beyond = failures - free;
    const pause = beyond <= 0 ? 0 : Math.min(longest, 1_000 * 2 ** Math.min(beyond - 1, 30));
    if (await tries.change(bucket, before, { failures, freeAt: now + pause }, now + forgetAfter)) return;
  }
  throw tooMany(1_000);
}

function tooMany(retryAfterMs: number): ParleyError {
  const seconds = Math.ceil(retryAfterMs / 1_000);
  return new ParleyError("rate_limit_exceeded", {
    message: `Too many tries. Please try again in ${seconds} s.`,
    retryAfterMs,
  });
}
