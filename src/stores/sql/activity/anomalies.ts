import { type Kysely, sql } from "kysely";

import type { Anomaly, AnomalyRule, AnomalyStore } from "../../../spec/anomaly.ts";
import { nowMillis } from "../audit-scripts.ts";
import { guarded } from "../guarded.ts";
import type { Schema } from "../schema.ts";
import { withoutNulls } from "../without-nulls.ts";
import type { SqlWords } from "../words.ts";
import type { AnomaliesTable } from "./tables.ts";

/** The one row of the table `anomaly_watch`. */
const watchId = 1;

export function createAnomalyStore(db: Kysely<Schema>, words: SqlWords): AnomalyStore {
  const now = nowMillis(words);
  return {
    record: (anomaly, pause) =>
      guarded(async () => {
        const { id, at, rule, subject, projectId, keyId, address, details } = anomaly;
        const told = await db
          .selectFrom("anomalies")
          .select("id")
          .where("rule", "=", rule)
          .where("subject", "=", subject)
          .where("at", ">", at - pause)
          .limit(1)
          .executeTakeFirst();
        if (told !== undefined) return false;
        const { numInsertedOrUpdatedRows = 0n } = await db
          .insertInto("anomalies")
          .values({
            id,
            at,
            rule,
            subject,
            project_id: projectId ?? null,
            key_id: keyId ?? null,
            address: address ?? null,
            details: JSON.stringify(details),
            slot: Math.floor(at / pause),
          })
          .onConflict((conflict) => conflict.columns(["rule", "subject", "slot"]).doNothing())
          .executeTakeFirst();
        return numInsertedOrUpdatedRows > 0n;
      }),

    list: ({ projectIds, rules, before, limit }) =>
      guarded(async () => {
        if (projectIds?.length === 0 || rules?.length === 0) return [];
        let rows = db.selectFrom("anomalies").selectAll().orderBy("id", "desc").limit(limit);
        if (projectIds !== undefined) rows = rows.where("project_id", "in", projectIds);
        if (rules !== undefined) rows = rows.where("rule", "in", rules);
        if (before !== undefined) rows = rows.where("id", "<", before);
        return (await rows.execute()).map(anomalyOfRow);
      }),

    expire: (before, limit) =>
      guarded(async () => {
        const old = db.selectFrom("anomalies").select("id").where("at", "<", before).limit(limit);
        const { numDeletedRows } = await db.deleteFrom("anomalies").where("id", "in", old).executeTakeFirst();
        return Number(numDeletedRows);
      }),

    lead: (holder, ms) =>
      guarded(async () => {
        const row = await db
          .updateTable("anomaly_watch")
          .set({ holder, until: sql<number>`${now} + cast(${ms} as bigint)` })
          .where("id", "=", watchId)
          // Or by a clock that was set back since.
          .where(({ eb, or }) =>
            or([
              eb("holder", "=", holder),
              eb("until", "<", now),
              eb("until", ">", sql<number>`${now} + cast(${ms * 2} as bigint)`),
            ]),
          )
          .returning("seen")
          .executeTakeFirst();
        return row === undefined ? { leads: false, seen: 0 } : { leads: true, seen: Number(row.seen) };
      }),

    saw: (holder, until) =>
      guarded(async () => {
        await db
          .updateTable("anomaly_watch")
          .set({ seen: until })
          .where("id", "=", watchId)
          .where("holder", "=", holder)
          .execute();
      }),
  };
}

function anomalyOfRow(row: AnomaliesTable): Anomaly {
  return withoutNulls({
    id: row.id,
    at: Number(row.at),
    rule: row.rule as AnomalyRule,
    subject: row.subject,
    projectId: row.project_id,
    keyId: row.key_id,
    address: row.address,
    details: JSON.parse(row.details) as Anomaly["details"],
  });
}
