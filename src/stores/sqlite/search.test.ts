import { Kysely } from "kysely";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";

import { type SearchedDatabase, searchContract } from "../contract-search.fixture.ts";
import { createConversationSearch } from "../sql/conversation-search.ts";
import { migrate } from "../sql/migrate.ts";
import type { Schema } from "../sql/schema.ts";
import { sqliteWords } from "../sql/words.ts";
import { createPatience } from "./busy.ts";
import { createNodeSqliteDialect } from "./dialect.ts";
import { createLine } from "./line.ts";
import { columnTypes } from "./sqlite-stores.ts";

async function open(): Promise<SearchedDatabase & { readonly database: DatabaseSync }> {
  const database = new DatabaseSync(":memory:");
  database.exec("pragma foreign_keys = on");
  const dialect = createNodeSqliteDialect({ database, line: createLine(), patience: createPatience(1_000) });
  const db = new Kysely<Schema>({ dialect });
  await migrate(db, columnTypes);
  const close = async () => {
    database.close();
    await db.destroy();
  };
  return { db, words: sqliteWords, close, database };
}

searchContract("SQLite", open);

test("what is removed is in no page of the database any more", async () => {
  const { db, words, close, database } = await open();
  const search = createConversationSearch(db, words);
  await db.insertInto("projects").values({ id: "proj_a", name: "A", created_at: 1 }).execute();
  const row = { id: "conv_1", project_id: "proj_a", created_at: 1, next_position: 1 };
  await db
    .insertInto("conversations")
    .values({ ...row, token_hash: Buffer.from("1") })
    .execute();
  await search.index(db, "conv_1", [
    { position: 1, terms: ["abracadabra"] },
    { position: 2, terms: ["simsalabim"] },
  ]);
  const pages = () =>
    database
      .prepare("select block from search_words_data")
      .all()
      .map(({ block }) => Buffer.from(block as Uint8Array).toString("latin1"))
      .join("");
  expect(pages()).toContain("abracadabra");
  await search.remove(db, "conv_1", [1]);
  expect(pages()).not.toContain("abracadabra");
  expect(pages()).toContain("simsalabim");
  await close();
});
