import { type Kysely, sql } from "kysely";

import type { InstanceStore } from "../../spec/stores.ts";
import { attemptColumns, toAttempt } from "./attempt-rows.ts";
import { guarded } from "./guarded.ts";
import { readHolds } from "./holds.ts";
import { rowLimit } from "./row-limit.ts";
import type { AttemptsTable, Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** A place under a limit of concurrency. */
interface Lease {
  readonly callId: string;
  readonly limitId: string;
}

/**
 * An instance must beat once before it opens its first attempt: without a row it counts as dead.
 * `release` gives back what the dead held of limits, each place in a transaction of its own.
 */
export function createInstanceStore(
  db: Kysely<Schema>,
  words: SqlWords,
  release: (lease: Lease) => Promise<void>,
): InstanceStore {
  const now = sql<number>`(${words.nowMicros} / 1000)`;
  const since = (silentFor: number) => sql<number>`${now} - cast(${silentFor} as bigint)`;
  const alive = (silentFor: number) =>
    db.selectFrom("instances").select("id").where("beat_at", ">", since(silentFor));
  return {
    beat: (id) =>
      guarded(async () => {
        await db
          .insertInto("instances")
          .values({ id, beat_at: now })
          .onConflict((conflict) => conflict.column("id").doUpdateSet({ beat_at: now }))
          .execute();
      }),

    list: () =>
      guarded(async () => (await db.selectFrom("instances").select("id").execute()).map(({ id }) => id)),

    leave: (id) =>
      guarded(async () => {
        await db.deleteFrom("instances").where("id", "=", id).execute();
      }),

    abandoned: (silentFor, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("attempts")
          .select(attemptColumns)
          .$castTo<AttemptsTable>()
          .where("ended_at", "is", null)
          .where("instance_id", "not in", alive(silentFor))
          .orderBy("call_id")
          .orderBy("attempt")
          .limit(rowLimit(limit))
          .execute();
        return rows.map((row) => ({ ...toAttempt(row), holds: readHolds(row.holds) }));
      }),

    bury: (silentFor) =>
      guarded(async () => {
        const leases = await db
          .selectFrom("limit_leases")
          .select(["call_id as callId", "limit_id as limitId"])
          .where("instance_id", "not in", alive(silentFor))
          .execute();
        for (const lease of leases) await release(lease);
        // One that was only asleep writes a new row with its next beat.
        await db
          .deleteFrom("instances")
          .where("beat_at", "<=", since(silentFor))
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom("attempts")
                  .select(sql.lit(1).as("one"))
                  .whereRef("attempts.instance_id", "=", "instances.id")
                  .where("attempts.ended_at", "is", null),
              ),
            ),
          )
          .execute();
      }),
  };
}
