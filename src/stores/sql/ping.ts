import type { Kysely } from "kysely";

import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

const row = 1;

/** A small write and read, so that a full or read-only disk is noticed before a caller meets it. */
export function createPing(db: Kysely<Schema>, now: () => number): () => Promise<void> {
  return function ping() {
    return guarded(async () => {
      const at = now();
      await db
        .insertInto("health")
        .values({ id: row, pinged_at: at })
        .onConflict((conflict) => conflict.column("id").doUpdateSet({ pinged_at: at }))
        .execute();
      await db.selectFrom("health").select("pinged_at").where("id", "=", row).executeTakeFirstOrThrow();
    });
  };
}
