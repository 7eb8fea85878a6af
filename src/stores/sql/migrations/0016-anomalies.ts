import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** What looked unusual in the requests, and which process looks. */
export function anomalies(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("anomalies")
          .addColumn("id", "text", (column) => column.primaryKey().notNull())
          .addColumn("at", types.integer, (column) => column.notNull())
          .addColumn("rule", "text", (column) => column.notNull())
          .addColumn("subject", "text", (column) => column.notNull())
          .addColumn("project_id", "text")
          .addColumn("key_id", "text")
          .addColumn("address", "text")
          // JSON.
          .addColumn("details", "text", (column) => column.notNull())
          // The pause in which it was found, by number: two processes at once find it once.
          .addColumn("slot", types.integer, (column) => column.notNull())
          .addUniqueConstraint("anomalies_once", ["rule", "subject", "slot"]),
      );
      await db.schema
        .createIndex("anomalies_project")
        .on("anomalies")
        .columns(["project_id", "id"])
        .execute();
      await db.schema.createIndex("anomalies_at").on("anomalies").column("at").execute();
      await finish(
        types,
        db.schema
          .createTable("anomaly_watch")
          .addColumn("id", "integer", (column) => column.primaryKey().notNull())
          .addColumn("holder", "text", (column) => column.notNull())
          .addColumn("until", types.integer, (column) => column.notNull())
          .addColumn("seen", types.integer, (column) => column.notNull()),
      );
      await sql`insert into anomaly_watch (id, holder, until, seen) values (1, '', 0, 0)`.execute(db);
    },
  };
}
