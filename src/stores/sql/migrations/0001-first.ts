import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

type Db = Kysely<unknown>;

/** Projects, keys, conversations, the ledger, and the row that `ping` writes. */
export function first(types: ColumnTypes): Migration {
  return {
    async up(db: Db): Promise<void> {
      await createTenants(db, types);
      await createConversations(db, types);
      await createLedger(db, types);
      await finish(
        types,
        db.schema
          .createTable("health")
          .addColumn("id", types.integer, (column) => column.primaryKey().notNull())
          .addColumn("pinged_at", types.integer, (column) => column.notNull()),
      );
    },
  };
}

async function createTenants(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("projects")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull()),
  );
  await finish(
    types,
    db.schema
      .createTable("api_keys")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("hint", "text", (column) => column.notNull())
      .addColumn("hash", types.bytes, (column) => column.notNull().unique())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("revoked_at", types.integer)
      .addColumn("last_used_at", types.integer),
  );
}

async function createConversations(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("conversations")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("token_hash", types.bytes, (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("next_position", types.integer, (column) => column.notNull())
      // Unique within the project only: a conflict must not tell one project about another's tokens.
      .addUniqueConstraint("conversations_token", ["project_id", "token_hash"]),
  );
  await finish(
    types,
    db.schema
      .createTable("conversation_items")
      .addColumn("conversation_id", "text", (column) => column.notNull().references("conversations.id"))
      .addColumn("position", types.integer, (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("conversation_items_key", ["conversation_id", "position"]),
  );
}

async function createLedger(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("instances")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("beat_at", types.integer, (column) => column.notNull()),
  );
  await finishClustered(
    types,
    db.schema
      .createTable("attempts")
      .addColumn("call_id", "text", (column) => column.notNull())
      .addColumn("attempt", types.integer, (column) => column.notNull())
      .addColumn("instance_id", "text", (column) => column.notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("key_id", "text")
      .addColumn("provider", "text", (column) => column.notNull())
      .addColumn("model", "text", (column) => column.notNull())
      .addColumn("opened_at", types.integer, (column) => column.notNull())
      .addColumn("state", "text", (column) => column.notNull())
      .addColumn("outcome", "text")
      .addColumn("input_tokens", types.integer)
      .addColumn("cached_tokens", types.integer)
      .addColumn("cache_write_tokens", types.integer)
      .addColumn("output_tokens", types.integer)
      .addColumn("reasoning_tokens", types.integer)
      .addColumn("forwarded_bytes", types.integer)
      .addColumn("error_code", "text")
      .addColumn("upstream_request_id", "text")
      .addColumn("ended_at", types.integer)
      // Every attempt of a call has exactly one row.
      .addPrimaryKeyConstraint("attempts_key", ["call_id", "attempt"]),
  );
  // Only open rows are in this index, so that it stays small however long the ledger grows.
  await db.schema
    .createIndex("attempts_open")
    .on("attempts")
    .column("instance_id")
    .where(sql.ref("state"), "=", sql.lit("dispatched"))
    .execute();
}
