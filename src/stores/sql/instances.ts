import { sql } from "kysely";
import type { Kysely } from "kysely";

import type { InstanceStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";

/** An instance must beat once before it opens its first attempt: without a row it counts as dead. */
export function createInstanceStore(db: Kysely<Schema>): InstanceStore {
  return {
    beat: (id, now) =>
      guarded(async () => {
        await db
          .insertInto("instances")
          .values({ id, beat_at: now })
          .onConflict((conflict) => conflict.column("id").doUpdateSet({ beat_at: now }))
          .execute();
      }),

    leave: (id) =>
      guarded(async () => {
        await db.deleteFrom("instances").where("id", "=", id).execute();
      }),

    closeAbandoned: (deadline, now) => guarded(() => closeAbandoned(db, deadline, now)),
  };
}

async function closeAbandoned(db: Kysely<Schema>, deadline: number, now: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("attempts")
      .set({ state: "interrupted", outcome: "failed", ended_at: now })
      // A literal and no parameter: only then does SQLite know that the index of open rows will do.
      .where("state", "=", sql.lit("dispatched"))
      .where("instance_id", "not in", (from) =>
        from.selectFrom("instances").select("id").where("beat_at", ">=", deadline),
      )
      .executeTakeFirstOrThrow();
    // The dead need no row any more. One that was only asleep writes a new one with its next beat.
    await transaction.deleteFrom("instances").where("beat_at", "<", deadline).execute();
    return Number(numUpdatedRows);
  });
}
