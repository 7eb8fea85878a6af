import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import { noHash } from "../../../spec/audit.ts";
import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** The audit log, and its one head: whoever writes an entry has locked it. */
export function audit(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("audit_entries")
          .addColumn("sequence", types.integer, (column) => column.primaryKey().notNull())
          .addColumn("id", "text", (column) => column.notNull().unique())
          .addColumn("at", types.integer, (column) => column.notNull())
          .addColumn("actor_kind", "text", (column) => column.notNull())
          .addColumn("actor_id", "text", (column) => column.notNull())
          .addColumn("actor_name", "text", (column) => column.notNull())
          .addColumn("address", "text")
          .addColumn("user_agent", "text")
          .addColumn("action", "text", (column) => column.notNull())
          .addColumn("subject_kind", "text", (column) => column.notNull())
          .addColumn("subject_id", "text", (column) => column.notNull())
          .addColumn("project_id", "text")
          .addColumn("outcome", "text", (column) => column.notNull())
          // JSON, and text on purpose: the hash is over exactly these characters.
          .addColumn("details", "text", (column) => column.notNull())
          .addColumn("previous", "text", (column) => column.notNull())
          .addColumn("hash", "text", (column) => column.notNull()),
      );
      // Each also narrows by sequence: pages go from the newest back.
      for (const column of ["action", "actor_id", "subject_id", "project_id"])
        await db.schema
          .createIndex(`audit_entries_${column}`)
          .on("audit_entries")
          .columns([column, "sequence"])
          .execute();
      await db.schema.createIndex("audit_entries_at").on("audit_entries").column("at").execute();
      await finish(
        types,
        db.schema
          .createTable("audit_head")
          .addColumn("id", "integer", (column) => column.primaryKey().notNull())
          .addColumn("sequence", types.integer, (column) => column.notNull())
          .addColumn("hash", "text", (column) => column.notNull())
          // When a checkpoint was claimed last, and how far the last one that was written reaches.
          .addColumn("claimed_at", types.integer, (column) => column.notNull())
          .addColumn("checkpoint", types.integer, (column) => column.notNull()),
      );
      await sql`insert into audit_head (id, sequence, hash, claimed_at, checkpoint)
        values (1, 0, ${sql.lit(noHash)}, 0, 0)`.execute(db);
    },
  };
}
