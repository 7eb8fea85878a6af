import type { Kysely } from "kysely";

import type { TokenStore } from "../../spec/token.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

export function createTokenStore(db: Kysely<Schema>): TokenStore {
  return {
    revoke: (id, expiresAt) =>
      guarded(async () => {
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto("revoked_tokens")
          .values({ id, expires_at: expiresAt })
          .onConflict((conflict) => conflict.column("id").doNothing())
          .executeTakeFirstOrThrow();
        return numInsertedOrUpdatedRows > 0n;
      }),

    isRevoked: (id) =>
      guarded(async () => {
        const row = await db
          .selectFrom("revoked_tokens")
          .select("id")
          .where("id", "=", id)
          .executeTakeFirst();
        return row !== undefined;
      }),

    revokedOf: (ids) =>
      guarded(async () => {
        if (ids.length === 0) return [];
        const rows = await db.selectFrom("revoked_tokens").select("id").where("id", "in", ids).execute();
        return rows.map(({ id }) => id);
      }),

    expire: (now, limit) =>
      guarded(async () => {
        const old = db
          .selectFrom("revoked_tokens")
          .select("id")
          .where("expires_at", "<=", now)
          .orderBy("expires_at")
          .limit(limit);
        const { numDeletedRows } = await db
          .deleteFrom("revoked_tokens")
          .where("id", "in", old)
          .executeTakeFirstOrThrow();
        return Number(numDeletedRows);
      }),
  };
}
