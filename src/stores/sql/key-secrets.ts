import type { Kysely } from "kysely";

import type { KeyRotation, KeySecret, KeyStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { together } from "./together.ts";

/** The secrets of keys: a rotation adds one, and says when the one before ends. */
export function createKeySecretStore(db: Kysely<Schema>): Pick<KeyStore, "secrets" | "rotate" | "endSecret"> {
  return {
    secrets: (keyId) =>
      guarded(async () => {
        const all = db.selectFrom("key_secrets").selectAll().orderBy("key_id").orderBy("number", "desc");
        const rows = await (keyId === undefined ? all : all.where("key_id", "=", keyId)).execute();
        return rows.map(secretOf);
      }),

    rotate: (rotation) => guarded(() => together(db, (within) => rotate(within, rotation))),

    endSecret: (keyId, number, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("key_secrets")
          .set({ revoked_at: at })
          .where("key_id", "=", keyId)
          .where("number", "=", number)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),
  };
}

/**
 * Each secret is followed by one other: the condition on the one before decides between rotations at the same time, and
 * nothing was changed where it does not hold.
 */
async function rotate(db: Kysely<Schema>, { secret, hash, before }: KeyRotation): Promise<boolean> {
  // The key first and its secrets then, as whoever notes uses does it: the other way round each waits for the other.
  await db
    .updateTable("api_keys")
    .set((key) => ({ hint: key.ref("hint") }))
    .where("id", "=", secret.keyId)
    .execute();
  const older = db
    .updateTable("key_secrets")
    .where("key_id", "=", secret.keyId)
    .where("number", "=", before.number)
    .where("revoked_at", "is", null)
    .where("ends_at", "is", null);
  const { numUpdatedRows } = await (
    "unusedAt" in before
      ? older.set({ revoked_at: before.unusedAt }).where("last_used_at", "is", null)
      : older.set({ ends_at: before.endsAt })
  ).executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) return false;
  const { keyId, number, hint, createdAt, rotationId = null } = secret;
  await db
    .insertInto("key_secrets")
    .values({ key_id: keyId, number, hash, hint, created_at: createdAt, rotation_id: rotationId })
    .execute();
  await db.updateTable("api_keys").set({ hint }).where("id", "=", keyId).execute();
  return true;
}

export function secretOf(row: Schema["key_secrets"]): KeySecret {
  return {
    keyId: row.key_id,
    number: Number(row.number),
    hint: row.hint,
    createdAt: Number(row.created_at),
    ...(row.ends_at !== null && { endsAt: Number(row.ends_at) }),
    ...(row.revoked_at !== null && { revokedAt: Number(row.revoked_at) }),
    ...(row.last_used_at !== null && { lastUsedAt: Number(row.last_used_at) }),
    ...(row.rotation_id !== null && { rotationId: row.rotation_id }),
  };
}
