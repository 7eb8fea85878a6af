import type { KeyRow } from "../spec/stores.ts";

/** Whether a key works, and if not, why. */
export type KeyState = "active" | "expired" | "revoked";

export function stateOf({ revokedAt, expiresAt }: KeyRow, now: number): KeyState {
  if (revokedAt !== undefined) return "revoked";
  return expiresAt !== undefined && expiresAt <= now ? "expired" : "active";
}

/** For how long nobody has used a key, in milliseconds: since its last use, or since it was made. */
export function idleMs({ lastUsedAt, createdAt }: KeyRow, now: number): number {
  return Math.max(0, now - (lastUsedAt ?? createdAt));
}

/** Keys that work and that nobody has used for so long, also those never used since they were made so long ago. */
export function staleKeys(keys: readonly KeyRow[], now: number, staleMs: number): readonly KeyRow[] {
  return keys.filter((key) => stateOf(key, now) === "active" && idleMs(key, now) >= staleMs);
}
