import type { Kysely } from "kysely";

import type { KeyRow, KeyStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { withoutNulls } from "./without-nulls.ts";

/** A key's columns under the names that `KeyRow` gives them; the hash is not among them. */
const keyColumns = [
  "id",
  "project_id as projectId",
  "name",
  "hint",
  "admin",
  "created_at as createdAt",
  "revoked_at as revokedAt",
  "last_used_at as lastUsedAt",
] as const;

export function createKeyStore(db: Kysely<Schema>): KeyStore {
  return {
    insert: (key, hash) =>
      guarded(async () => {
        await db
          .insertInto("api_keys")
          .values({ ...keyValues(key), hash })
          .execute();
      }),

    findByHash: (hash) =>
      guarded(async () => {
        const row = await db
          .selectFrom("api_keys")
          .select([...keyColumns, "hash"])
          .where("hash", "=", hash)
          .executeTakeFirst();
        if (row === undefined) return undefined;
        const { hash: stored, ...key } = row;
        return { key: keyOf(key), hash: Buffer.from(stored) };
      }),

    list: () =>
      guarded(async () => {
        const rows = await db
          .selectFrom("api_keys")
          .select(keyColumns)
          .orderBy("created_at")
          .orderBy("id")
          .execute();
        return rows.map((row) => keyOf(row));
      }),

    revoke: (id, at) =>
      guarded(async () => {
        const { numUpdatedRows } = await db
          .updateTable("api_keys")
          .set({ revoked_at: at })
          .where("id", "=", id)
          .where("revoked_at", "is", null)
          .executeTakeFirstOrThrow();
        return numUpdatedRows === 1n;
      }),

    touch: (uses) => guarded(() => touch(db, uses)),
  };
}

function keyOf<T extends { readonly admin: number }>(row: T) {
  return { ...withoutNulls(row), admin: row.admin !== 0 };
}

function keyValues(key: KeyRow) {
  return {
    id: key.id,
    project_id: key.projectId,
    name: key.name,
    hint: key.hint,
    admin: key.admin ? 1 : 0,
    created_at: key.createdAt,
    revoked_at: key.revokedAt ?? null,
    last_used_at: key.lastUsedAt ?? null,
  };
}

async function touch(db: Kysely<Schema>, uses: ReadonlyMap<string, number>): Promise<void> {
  if (uses.size === 0) return;
  await db.transaction().execute(async (transaction) => {
    // In one order by everybody: two processes that note the same keys do not wait for each other in a circle.
    for (const [id, at] of [...uses].sort(byId)) {
      await transaction
        .updateTable("api_keys")
        .set({ last_used_at: at })
        .where("id", "=", id)
        // Several processes note uses of one key; the latest stays.
        .where((use) => use.or([use("last_used_at", "is", null), use("last_used_at", "<", at)]))
        .execute();
    }
  });
}

function byId([one]: readonly [string, number], [other]: readonly [string, number]): number {
  return one < other ? -1 : 1;
}
