import type { JSONWebKeySet, JWK, JWTVerifyGetKey } from "jose";
import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";

export interface KeySetDeps {
  /** Fetches the issuer's keys, as JSON. */
  readonly load: () => Promise<unknown>;
  readonly clock: Pick<Clock, "monotonic">;
  /** Told of each time that the keys could not be had. */
  readonly warn: (error: unknown) => void;
}

/** The keys of an issuer. */
export interface KeySet {
  readonly find: JWTVerifyGetKey;
  /** Another one for each time that the keys were read: what was verified before may not hold any more. */
  readonly version: number;
}

/** At most one fetch in this time, whatever strangers send; in milliseconds. */
const pause = 60_000;

/** Keys that are older are read again, while they are used on. */
const fresh = 600_000;

/** For so long after they were read last they are used, when the issuer cannot be reached. */
const stale = 86_400_000;

const mostKeys = 100;

/** Characters of base64url of 2048 bits, the least that an RSA key has (RFC 7518, section 3.3). */
const leastModulus = 342;

/**
 * Keeps the keys of an issuer: fetched when they are first needed, again when they are older than ten minutes or a token
 * names one that is not among them, at most once a minute, and used for a day without the issuer. Fails with
 * `token_issuer_unavailable` while there are none that may be used.
 */
export function createKeySet({ load, clock, warn }: KeySetDeps): KeySet {
  let held: { readonly find: JWTVerifyGetKey; readonly readAt: number } | undefined;
  let triedAt = -Infinity;
  let loading: Promise<void> | undefined;
  let version = 0;

  async function read(): Promise<void> {
    try {
      const keys = usableKeys(await load());
      const { createLocalJWKSet } = await import("jose");
      held = { find: createLocalJWKSet(keys), readAt: clock.monotonic() };
      version++;
    } catch (error) {
      warn(error);
    }
  }
  /** Resolves when the keys are as new as they may be now. */
  function refresh(): Promise<void> {
    if (loading !== undefined) return loading;
    const now = clock.monotonic();
    if (now - triedAt < pause) return Promise.resolve();
    triedAt = now;
    return (loading = read().finally(() => (loading = undefined)));
  }
  /** How old the keys are, in milliseconds. */
  const age = (): number => (held === undefined ? Infinity : clock.monotonic() - held.readAt);

  return {
    get version() {
      return version;
    },
    async find(header, token) {
      if (age() > stale) await refresh();
      else if (age() > fresh) void refresh();
      if (held === undefined || age() > stale)
        throw new ParleyError("token_issuer_unavailable", { retryAfterMs: 5_000 });
      const before = version;
      try {
        return await held.find(header, token);
      } catch (error) {
        if (!isUnknownKey(error)) throw error;
        await refresh();
        if (version === before) throw error;
        return held.find(header, token);
      }
    },
  };
}

function isUnknownKey(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_JWKS_NO_MATCHING_KEY";
}

/** Public keys for signatures, and large enough; an issuer may have others for other things. */
function usableKeys(value: unknown): JSONWebKeySet {
  const keys: unknown =
    typeof value === "object" && value !== null && "keys" in value ? value.keys : undefined;
  if (!Array.isArray(keys) || keys.length > mostKeys) throw new TypeError("this is no set of keys");
  return { keys: keys.filter(isUsable) };
}

function isUsable(key: unknown): key is JWK {
  if (typeof key !== "object" || key === null) return false;
  const { kty, use, n, d } = key as JWK;
  if (d !== undefined || (use !== undefined && use !== "sig")) return false;
  if (kty === "RSA") return typeof n === "string" && n.length >= leastModulus;
  return kty === "EC" || kty === "OKP";
}
