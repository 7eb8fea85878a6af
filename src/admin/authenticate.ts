import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { RefusedKey } from "./audit/refused-key.ts";
import { keyedHash } from "../lib/keyed-hash.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Principal } from "../spec/principal.ts";
import type { KeyRow, KeyUse, Stores } from "../spec/stores.ts";
import { boundsOf, termsOfRow } from "./key-bounds.ts";
import { isWellFormedKey } from "./key-format.ts";

/** Tells who calls. */
export interface Authenticator {
  /** Answers at once for a key that was seen since the last change of the keys. */
  authenticate(secret: string): Principal | Promise<Principal>;
  /** Forgets what it knows, so that every key is looked up again. */
  forget(): void;
  /** Writes down when keys were used last, and stops. */
  close(): Promise<void>;
}

/** Verified keys that are remembered at the most. */
const mostRemembered = 10_000;

/** How often a key is looked up for one call while everything changes all the time. */
const mostLooks = 5;

/** How often the times of last use are written, in milliseconds. */
const touchEvery = 5_000;

interface Known {
  readonly principal: Principal;
  readonly keyId: string;
  readonly secret: number;
  /** From then on it is refused, in Unix milliseconds; `Infinity` where it has no end. */
  readonly until: number;
  usedAt: number;
}

/**
 * Looks keys up by their HMAC and remembers those that are good: hashing costs 4 µs, a Map 0.01 µs.
 * The memory is emptied when any process changes the store, so that a revoked key dies within a second.
 */
export function createAuthenticator(deps: {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly pepper: Buffer;
  /** Told when the times of last use could not be written. */
  readonly warn: (error: unknown) => void;
}): Authenticator {
  const known = new Map<string, Known>();
  /** Times of last use that are not written yet, by key id and number of the secret. */
  const uses = new Map<string, KeyUse>();
  /** First uses that are being written. */
  const first = new Set<string>();
  let writtenAt = 0;
  /** How often all was forgotten. */
  let epoch = 0;

  function gatherUses(): void {
    for (const { keyId, secret, usedAt } of known.values())
      if (usedAt > writtenAt) uses.set(`${keyId} ${secret}`, { keyId, secret, at: usedAt });
  }
  function forget(): void {
    gatherUses();
    known.clear();
    epoch++;
  }
  async function writeUses(): Promise<void> {
    gatherUses();
    if (uses.size === 0) return;
    const batch = [...uses.values()];
    uses.clear();
    writtenAt = batch.reduce((latest, { at }) => Math.max(latest, at), 0);
    await deps.stores.keys.touch(batch).catch(deps.warn);
  }
  async function writeFirst(use: KeyUse): Promise<void> {
    const name = `${use.keyId} ${use.secret}`;
    if (first.has(name)) return;
    first.add(name);
    await deps.stores.keys.touch([use]).catch(deps.warn);
    first.delete(name);
  }
  const unwatch = deps.stores.watch(forget);
  const timer = setInterval(() => void writeUses(), touchEvery).unref();

  /**
   * What was read before the keys changed may be old by now. Whoever ends what runs for a revoked key looks at those who are
   * in, so nobody comes in afterwards by what was read before: it is read again, for a while.
   */
  async function lookUp(secret: string): Promise<Principal> {
    if (!isWellFormedKey(secret)) throw wrongKey(secret);
    for (let looks = 1; ; looks++) {
      const asked = epoch;
      const principal = await lookOnce(secret);
      if (asked === epoch || looks === mostLooks) return principal;
    }
  }
  async function lookOnce(secret: string): Promise<Principal> {
    const hash = keyedHash(deps.pepper, secret);
    const asked = epoch;
    const found = await deps.stores.keys.findByHash(hash);
    if (found === undefined || !timingSafeEqual(found.hash, hash)) throw wrongKey(secret);
    const { key, secret: used } = found;
    if (key.revokedAt !== undefined || used.revokedAt !== undefined)
      throw wrongKey(secret, new RefusedKey("key_revoked", key));
    const until = Math.min(key.expiresAt ?? Infinity, used.endsAt ?? Infinity);
    const now = deps.clock.now();
    if (now >= until) throw expired(key);
    const principal = principalOf(key, used.number);
    if (asked !== epoch) return principal;
    if (known.size >= mostRemembered) forget();
    known.set(secret, { principal, keyId: key.id, secret: used.number, until, usedAt: now });
    // That a secret is in use decides whether its rotation can be repeated, so its first use does not wait; and it alone,
    // or many keys that are rotated at the same time would write each other's uses over and over.
    if (used.lastUsedAt === undefined) void writeFirst({ keyId: key.id, secret: used.number, at: now });
    return principal;
  }

  return {
    authenticate(secret) {
      const entry = known.get(secret);
      if (entry === undefined) return lookUp(secret);
      const now = deps.clock.now();
      if (now >= entry.until) {
        const { name, projectId } = entry.principal;
        throw expired({ id: entry.keyId, name, projectId });
      }
      entry.usedAt = now;
      return entry.principal;
    },
    forget,
    async close() {
      unwatch();
      clearInterval(timer);
      await writeUses();
    },
  };
}

/** Who calls with a key. */
export function principalOf(key: KeyRow, secret: number): Principal {
  const { id, projectId, name, role, projectRole, owner } = key;
  const actor: Actor = Object.freeze({
    kind: "key",
    id,
    name,
    ...(role !== undefined && { role }),
    projects: new Map([[projectId, projectRole]]),
    ...(owner !== undefined && { ownerId: owner.id }),
    terms: Object.freeze(termsOfRow(key)),
  });
  const bounds = boundsOf(key);
  return Object.freeze({
    projectId,
    keyId: id,
    secret,
    name,
    actor,
    ...(bounds !== undefined && { bounds }),
  });
}

function expired(key: Pick<KeyRow, "id" | "name" | "projectId">): ParleyError {
  return new ParleyError("key_expired", {
    cause: new RefusedKey("key_expired", key),
    message: "This API key has expired, or was replaced by another. `parley keys rotate` makes a new secret.",
  });
}

/** In OpenAI's words, the key masked but for what a person needs to recognise it. */
function wrongKey(secret: string, cause?: RefusedKey): ParleyError {
  const shown = secret.length >= 20 ? `${secret.slice(0, 5)}****${secret.slice(-4)}` : "****";
  const printable = shown.replaceAll(/[^\x21-\x7e]/g, "?");
  return new ParleyError("invalid_api_key", {
    cause,
    message: `Incorrect API key provided: ${printable}. \`parley keys create\` makes a new one.`,
  });
}
