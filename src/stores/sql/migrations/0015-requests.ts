import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finishClustered } from "./finish.ts";

/**
 * The request log. Rows are narrow, since lists look at many; what was said, and what is long of what a single one is
 * read for, lies apart. No foreign keys: what was asked outlives keys and projects, until its time is over.
 */
export function requests(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finishClustered(
        types,
        db.schema
          .createTable("requests")
          .addColumn("id", "text", (column) => column.primaryKey().notNull())
          .addColumn("at", types.integer, (column) => column.notNull())
          .addColumn("written_at", types.integer, (column) => column.notNull())
          .addColumn("project_id", "text")
          .addColumn("key_id", "text")
          .addColumn("endpoint", "text", (column) => column.notNull())
          .addColumn("method", "text", (column) => column.notNull())
          .addColumn("status", "integer", (column) => column.notNull())
          .addColumn("outcome", "text", (column) => column.notNull())
          .addColumn("streamed", "integer", (column) => column.notNull())
          .addColumn("asked", "text")
          .addColumn("provider", "text")
          .addColumn("model", "text")
          .addColumn("error_code", "text")
          .addColumn("waited_ms", types.integer)
          .addColumn("first_ms", types.integer)
          .addColumn("duration_ms", types.integer, (column) => column.notNull())
          .addColumn("input_tokens", types.integer)
          .addColumn("output_tokens", types.integer)
          .addColumn("cost_micros", types.integer)
          .addColumn("address", "text")
          .addColumn("user_agent", "text")
          .addColumn("settings_version", "text")
          .addColumn("repeats", types.integer, (column) => column.notNull()),
      );
      for (const column of ["project_id", "key_id"])
        await db.schema.createIndex(`requests_${column}`).on("requests").columns([column, "id"]).execute();
      // For whoever follows the log, and for the rules that watch it.
      await db.schema.createIndex("requests_written").on("requests").columns(["written_at", "id"]).execute();
      await finishClustered(
        types,
        db.schema
          .createTable("request_parts")
          .addColumn("request_id", "text", (column) => column.notNull())
          .addColumn("part", "text", (column) => column.notNull())
          .addColumn("body", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("request_parts_key", ["request_id", "part"]),
      );
    },
  };
}
