import type { Kysely } from "kysely";

import type { Limit, LimitStore, LimitSubject } from "../../spec/limit.ts";
import { guarded } from "./guarded.ts";
import type { Schema } from "./schema.ts";
import { subjectColumns, subjectOf } from "./subject.ts";

/** Which limits there are. Calls are let in and out by scripts. */
export function createLimitList(db: Kysely<Schema>): Pick<LimitStore, "set" | "remove" | "list"> {
  return {
    set: (limit) =>
      guarded(async () => {
        const { amount, subject, kind } = limit;
        const row = await db
          .insertInto("limits")
          .values({
            id: limit.id,
            ...subjectColumns(subject),
            kind,
            amount,
            created_at: limit.createdAt,
          })
          .onConflict((conflict) =>
            conflict.columns(["subject_type", "subject_id", "kind"]).doUpdateSet({ amount }),
          )
          .returningAll()
          .executeTakeFirstOrThrow();
        return toLimit(row);
      }),

    remove: (id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("limits")
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),

    list: () =>
      guarded(async () => {
        const rows = await db.selectFrom("limits").selectAll().orderBy("created_at").orderBy("id").execute();
        return rows.map(toLimit);
      }),
  };
}

function toLimit(row: Schema["limits"]): Limit {
  return {
    id: row.id,
    subject: subjectOf<LimitSubject>(row),
    kind: row.kind as Limit["kind"],
    amount: Number(row.amount),
    createdAt: Number(row.created_at),
  };
}
