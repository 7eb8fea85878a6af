import { sql } from "kysely";
import type { CreateTableBuilder, Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish, finishClustered } from "./finish.ts";

type Db = Kysely<unknown>;

/** Conversations without tokens, with labels and an end; items with ids; responses and their events. */
export function conversations(types: ColumnTypes): Migration {
  return {
    async up(db: Db): Promise<void> {
      // Built anew: SQLite changes no constraint of a table that is there.
      await db.schema.alterTable("conversations").renameTo("old_conversations").execute();
      await db.schema.alterTable("conversation_items").renameTo("old_conversation_items").execute();
      await createConversations(db, types);
      await createItems(db, types);
      await moveRows(db);
      await db.schema.dropTable("old_conversation_items").execute();
      await db.schema.dropTable("old_conversations").execute();
      await createIndexes(db);
      await createResponses(db, types);
    },
  };
}

async function createConversations(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("conversations")
      .addColumn("id", "text", (column) => column.primaryKey().notNull())
      .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
      .addColumn("token_hash", types.bytes)
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("expires_at", types.integer)
      .addColumn("metadata", "text", (column) => column.notNull().defaultTo("{}"))
      .addColumn("hidden", types.integer, (column) => column.notNull().defaultTo(0))
      .addColumn("next_position", types.integer, (column) => column.notNull())
      // Who holds it while a turn is made.
      .addColumn("turn_id", "text")
      .addColumn("turn_instance_id", "text")
      // Unique within the project only: a conflict must not tell one project about another's tokens.
      .addUniqueConstraint("conversations_by_token", ["project_id", "token_hash"]),
  );
}

async function createItems(db: Db, types: ColumnTypes): Promise<void> {
  await finish(
    types,
    db.schema
      .createTable("conversation_items")
      .addColumn("conversation_id", "text", (column) => column.notNull().references("conversations.id"))
      .addColumn("position", types.integer, (column) => column.notNull())
      .addColumn("id", "text", (column) => column.notNull())
      .addColumn("content", "text", (column) => column.notNull())
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("tokens", types.integer, (column) => column.notNull())
      .addColumn("pinned", types.integer, (column) => column.notNull().defaultTo(0))
      .addColumn("incomplete", types.integer, (column) => column.notNull().defaultTo(0))
      .addColumn("response_id", "text")
      .addPrimaryKeyConstraint("conversation_items_place", ["conversation_id", "position"])
      .addUniqueConstraint("conversation_items_id", ["conversation_id", "id"]),
  );
}

/** Positions began at 0 and begin at 1. Ids are made of them; tokens are counted roughly, as they were before. */
async function moveRows(db: Db): Promise<void> {
  await sql`
    insert into conversations (id, project_id, token_hash, created_at, next_position)
    select id, project_id, token_hash, created_at, next_position + 1 from old_conversations`.execute(db);
  await sql`
    insert into conversation_items (conversation_id, position, id, content, created_at, tokens)
    select conversation_id, position + 1, 'msg_' || substr(conversation_id, 6) || '_' || (position + 1), content,
      created_at, 4 + length(content) / 3
    from old_conversation_items`.execute(db);
}

async function createIndexes(db: Db): Promise<void> {
  await db.schema
    .createIndex("conversation_items_time")
    .on("conversation_items")
    .columns(["conversation_id", "created_at", "position"])
    .execute();
  // Few items are pinned, and few conversations have an end.
  await db.schema
    .createIndex("conversation_items_pinned")
    .on("conversation_items")
    .columns(["conversation_id", "position"])
    .where(sql.ref("pinned"), "=", sql.lit(1))
    .execute();
  await db.schema
    .createIndex("conversations_expiry")
    .on("conversations")
    .column("expires_at")
    .where(sql.ref("expires_at"), "is not", null)
    .execute();
}

async function createResponses(db: Db, types: ColumnTypes): Promise<void> {
  const required = (table: CreateTableBuilder<string, string>, ...names: readonly string[]) =>
    names.reduce((made, name) => made.addColumn(name, "text", (column) => column.notNull()), table);
  await finish(
    types,
    required(
      db.schema
        .createTable("responses")
        .addColumn("id", "text", (column) => column.primaryKey().notNull())
        .addColumn("project_id", "text", (column) => column.notNull().references("projects.id"))
        .addColumn("conversation_id", "text", (column) => column.references("conversations.id"))
        .addColumn("last_position", types.integer)
        // No reference: a response outlives the one before it.
        .addColumn("previous_response_id", "text"),
      "status",
      "body",
      "input",
      "instance_id",
    )
      .addColumn("created_at", types.integer, (column) => column.notNull())
      .addColumn("expires_at", types.integer, (column) => column.notNull()),
  );
  await db.schema
    .createIndex("responses_conversation")
    .on("responses")
    .columns(["conversation_id", "last_position"])
    .execute();
  await db.schema.createIndex("responses_expiry").on("responses").column("expires_at").execute();
  await finishClustered(
    types,
    db.schema
      .createTable("response_events")
      .addColumn("response_id", "text", (column) => column.notNull().references("responses.id"))
      .addColumn("sequence", types.integer, (column) => column.notNull())
      .addColumn("bytes", types.bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint("response_events_place", ["response_id", "sequence"]),
  );
}
