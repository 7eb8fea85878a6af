import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** How conversations are cut, for each of them and for projects; their summaries; and whose words a kept answer has. */
export function conversationMemory(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await widenConversations(db, types);
      await finish(
        types,
        db.schema
          .createTable("conversation_summaries")
          // No cascade: whoever deletes a conversation shall say so.
          .addColumn("conversation_id", "text", (column) =>
            column.primaryKey().notNull().references("conversations.id"),
          )
          .addColumn("id", "text", (column) => column.notNull())
          .addColumn("text", "text", (column) => column.notNull())
          .addColumn("tokens", types.integer, (column) => column.notNull())
          // Position of the last item that it covers.
          .addColumn("until", types.integer, (column) => column.notNull())
          .addColumn("model", "text", (column) => column.notNull())
          .addColumn("created_at", types.integer, (column) => column.notNull()),
      );
      await finish(
        types,
        db.schema
          .createTable("project_memory")
          .addColumn("project_id", "text", (column) =>
            column.primaryKey().notNull().references("projects.id"),
          )
          .addColumn("policy", "text")
          .addColumn("max_tokens", types.integer),
      );
      await db.schema.alterTable("idempotency_keys").addColumn("conversation_id", "text").execute();
      // Few requests with a key belong to a conversation.
      await db.schema
        .createIndex("idempotency_keys_conversation")
        .on("idempotency_keys")
        .column("conversation_id")
        .where(sql.ref("conversation_id"), "is not", null)
        .execute();
      await db.schema
        .createIndex("idempotency_keys_request")
        .on("idempotency_keys")
        .column("request_id")
        .execute();
    },
  };
}

async function widenConversations(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const table = () => db.schema.alterTable("conversations");
  await table().addColumn("memory_policy", "text").execute();
  await table().addColumn("memory_tokens", types.integer).execute();
  for (const name of ["item_count", "item_tokens", "deletions"]) {
    await table()
      .addColumn(name, types.integer, (column) => column.notNull().defaultTo(0))
      .execute();
  }
  await sql`
    update conversations set
      item_count = (select count(*) from conversation_items where conversation_id = conversations.id),
      item_tokens = (select coalesce(sum(tokens), 0) from conversation_items where conversation_id = conversations.id)
  `.execute(db);
}
