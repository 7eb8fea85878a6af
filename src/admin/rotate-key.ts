import { keyedHash } from "../lib/keyed-hash.ts";
import { randomId } from "../lib/random-id.ts";
import { Secret } from "../lib/secret.ts";
import type { Actor } from "../spec/actor.ts";
import { ParleyError } from "../spec/errors.ts";
import type { KeyRow, KeyRotation, KeySecret } from "../spec/stores.ts";
import { audited } from "./audit/audited.ts";
import { newKey } from "./key-format.ts";
import { demandKey, demandKeyTerms, demandNotAbove } from "./key-rights.ts";
import { findKey, type KeepDeps, type MadeKey, type NamedKey, noteOn, revoked } from "./keys.ts";
import { allTerms } from "./within-own.ts";

export interface RotationInput extends NamedKey {
  /** How long the old secret still works, in milliseconds; 0 ends it at once. A day unless given. */
  readonly overlapMs?: number | undefined;
  /**
   * Whoever has lost the answer asks again with the same one, and gets a fresh secret instead of the lost one. Random
   * unless given.
   */
  readonly rotationId?: string | undefined;
}

export interface RotatedKey extends MadeKey {
  readonly rotationId: string;
  /** Of the key, the newest first. */
  readonly secrets: readonly KeySecret[];
  /** Whether the secret takes the place of one that this rotation had made before and nobody has used. */
  readonly reissued: boolean;
}

const usualOverlap = 86_400_000;

/** 90 days, in milliseconds. */
const longestOverlap = 90 * 86_400_000;

/** Rotations of one key at the same time that one waits for. */
const mostTries = 3;

/**
 * Gives a key a new secret; the old one works for a while yet. A key has never more than two secrets that work: while
 * it is rotated, another rotation fails with `conflict`, and so does a repeated one whose secret is in use already.
 */
export async function rotateKey(deps: KeepDeps, actor: Actor, input: RotationInput): Promise<RotatedKey> {
  const key = await findKey(deps, actor, input);
  demandKey(actor, "rotate", key);
  demandNotAbove(actor, key);
  demandKeyTerms(actor, "rotate", key, allTerms(key));
  const { overlapMs = usualOverlap, rotationId = randomId("rot") } = input;
  checkInput(overlapMs, rotationId);
  const now = deps.clock.now();
  if (key.revokedAt !== undefined) throw revoked(key);
  if (key.expiresAt !== undefined && key.expiresAt <= now)
    throw wrong(`The key ${key.id} has expired. Give it a later end first.`, "id");
  for (let tries = 1; tries <= mostTries; tries++) {
    const rotated = await audited(deps, actor, async (within) => {
      const before = planRotation(await within.keys.secrets(key.id), rotationId, now, overlapMs);
      const result = await giveSecret({ ...deps, stores: within }, key, before, { now, rotationId });
      if (result === undefined) return { result, notes: [] };
      const { number, hint } = result.secrets[0] ?? {};
      const details = {
        rotation: rotationId,
        reissued: result.reissued,
        ...(number !== undefined && { number }),
        ...(hint !== undefined && { hint }),
        ...("endsAt" in before && { old_secret_ends: new Date(before.endsAt).toISOString() }),
      };
      return { result, notes: [{ ...noteOn(key, "api_key.rotated"), details }] };
    });
    if (rotated !== undefined) return rotated;
  }
  throw new ParleyError("conflict", {
    message: "This key is being rotated by somebody else at this moment.",
  });
}

/** `undefined` when somebody else was faster. */
async function giveSecret(
  { stores, pepper }: KeepDeps,
  key: KeyRow,
  before: KeyRotation["before"],
  { now, rotationId }: { readonly now: number; readonly rotationId: string },
): Promise<RotatedKey | undefined> {
  const secret = newKey();
  const row: KeySecret = {
    keyId: key.id,
    number: before.number + 1,
    hint: secret.slice(-4),
    createdAt: now,
    rotationId,
  };
  if (!(await stores.keys.rotate({ secret: row, hash: keyedHash(pepper, secret), before }))) return undefined;
  return {
    key: { ...key, hint: row.hint },
    secret: new Secret(secret),
    rotationId,
    secrets: await stores.keys.secrets(key.id),
    reissued: "unusedAt" in before,
  };
}

/** What becomes of the newest secret; fails with `conflict` where there would be three that work. */
function planRotation(
  secrets: readonly KeySecret[],
  rotationId: string,
  now: number,
  overlapMs: number,
): KeyRotation["before"] {
  const [newest, ...older] = secrets;
  if (newest === undefined) throw new ParleyError("internal", { cause: new Error("a key without secrets") });
  if (newest.rotationId === rotationId) {
    if (newest.lastUsedAt === undefined) return { number: newest.number, unusedAt: now };
    throw new ParleyError("conflict", {
      message: `The rotation ${rotationId} is done, and its secret is in use. To rotate again, use another id.`,
    });
  }
  if (older.some((secret) => secret.rotationId === rotationId)) {
    throw new ParleyError("conflict", {
      message: `The rotation ${rotationId} was made before. To rotate again, use another id.`,
    });
  }
  const old = older.find((secret) => works(secret, now));
  if (old === undefined) return { number: newest.number, endsAt: now + overlapMs };
  const until = new Date(old.endsAt ?? now).toISOString();
  throw new ParleyError("conflict", {
    message: `The key is being rotated: its old secret (…${old.hint}) works until ${until}. Where the answer of that rotation was lost, repeat it with its id${newest.rotationId === undefined ? "" : `, ${newest.rotationId}`}; else end the old secret first.`,
  });
}

/** Whether a secret of a key that works is accepted. */
export function works({ endsAt, revokedAt }: KeySecret, now: number): boolean {
  return revokedAt === undefined && (endsAt === undefined || endsAt > now);
}

/** Ends the old secrets of a key before their time, and the answers under way that they began. The newest one stays. */
export async function endRotation(
  deps: KeepDeps,
  actor: Actor,
  input: NamedKey,
): Promise<{ readonly key: KeyRow; readonly secrets: readonly KeySecret[] }> {
  const key = await findKey(deps, actor, input);
  demandKey(actor, "rotate", key);
  demandNotAbove(actor, key);
  const now = deps.clock.now();
  return audited(deps, actor, async (within) => {
    const [, ...older] = await within.keys.secrets(key.id);
    const ended: number[] = [];
    for (const { number, revokedAt } of older)
      if (revokedAt === undefined && (await within.keys.endSecret(key.id, number, now))) ended.push(number);
    return {
      result: { key, secrets: await within.keys.secrets(key.id) },
      notes: ended.length > 0 ? [{ ...noteOn(key, "api_key.secret_ended"), details: { ended } }] : [],
    };
  });
}

function checkInput(overlapMs: number, rotationId: string): void {
  if (!Number.isSafeInteger(overlapMs) || overlapMs < 0 || overlapMs > longestOverlap)
    throw wrong("The old secret works for 0 to 90 days more.", "overlap");
  if (!/^[\x21-\x7e]{1,255}$/.test(rotationId))
    throw wrong("A rotation's id has 1 to 255 printable ASCII characters and no spaces.", "rotation_id");
}

function wrong(message: string, param: string): ParleyError {
  return new ParleyError("invalid_value", { message, param });
}
