import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** Idempotency keys, and the answers kept for them. */
export function idempotency(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("idempotency_keys")
          .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
          .addColumn("idempotency_key", "text", (column) => column.notNull())
          .addColumn("fingerprint", "text", (column) => column.notNull())
          .addColumn("request_id", "text", (column) => column.notNull())
          .addColumn("instance_id", "text", (column) => column.notNull())
          .addColumn("begun_at", types.integer, (column) => column.notNull())
          .addColumn("expires_at", types.integer, (column) => column.notNull())
          // Null while the request is at work.
          .addColumn("status", types.integer)
          .addColumn("content_type", "text")
          // Null as well when the answer was too large to be kept.
          .addColumn("body", types.bytes)
          .addPrimaryKeyConstraint("idempotency_keys_key", ["project_id", "idempotency_key"]),
      );
      await db.schema
        .createIndex("idempotency_keys_expiry")
        .on("idempotency_keys")
        .column("expires_at")
        .execute();
    },
  };
}
