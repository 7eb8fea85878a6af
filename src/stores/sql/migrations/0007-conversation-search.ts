import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";
import { finish } from "./finish.ts";

/** What was said in conversations, word by word, to be found again. */
export function conversationSearch(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await finish(
        types,
        db.schema
          .createTable("search_conversations")
          .addColumn("number", types.integer, (column) =>
            types.fullText === "fts5"
              ? column.primaryKey().autoIncrement()
              : column.primaryKey().generatedAlwaysAsIdentity(),
          )
          // No cascade: whoever deletes a conversation and forgets its words shall hear of it.
          .addColumn("conversation_id", "text", (column) =>
            column.notNull().unique().references("conversations.id"),
          )
          .addColumn("items", types.integer, (column) => column.notNull())
          // Of all items together, in words.
          .addColumn("length", types.integer, (column) => column.notNull()),
      );
      await (types.fullText === "fts5" ? createFts5(db) : createTsvector(db));
    },
  };
}

/** The words are kept, too: only then can FTS5 overwrite what is deleted, in place of marking it. */
async function createFts5(db: Kysely<unknown>): Promise<void> {
  await sql`
    create virtual table search_words using fts5(words, tokenize = "ascii tokenchars '_.@:+/#%&-'")
  `.execute(db);
  await sql`insert into search_words (search_words, rank) values ('secure-delete', 1)`.execute(db);
  await sql`create virtual table search_vocabulary using fts5vocab(search_words, row)`.execute(db);
}

async function createTsvector(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("search_items")
    .addColumn("number", "bigint", (column) => column.notNull().references("search_conversations.number"))
    .addColumn("position", "bigint", (column) => column.notNull())
    .addColumn("length", "integer", (column) => column.notNull())
    .addColumn("words", sql`tsvector`, (column) => column.notNull())
    .addPrimaryKeyConstraint("search_items_key", ["number", "position"])
    .execute();
  await sql`create index search_items_words on search_items using gin (words)`.execute(db);
}
