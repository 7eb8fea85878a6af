import { DatabaseSync } from "node:sqlite";

import type { Stores } from "../../spec/stores.ts";
import { createSqliteStores } from "./sqlite-stores.ts";

export interface HeardStores {
  readonly stores: Stores;
  /** Every statement that was prepared since the schema was there, in order. */
  readonly texts: readonly string[];
  /** How SQLite would go about a statement, step by step. */
  planOf(text: string): readonly string[];
}

/** Stores in memory that let one hear what they ask their database. */
export async function openHeardStores(): Promise<HeardStores> {
  const database = new DatabaseSync(":memory:");
  const stores = await createSqliteStores({ database, now: () => 5 });
  const texts: string[] = [];
  const prepare = database.prepare.bind(database);
  database.prepare = (sql: string) => (texts.push(sql), prepare(sql));
  return {
    stores,
    texts,
    planOf: (text) =>
      prepare(`explain query plan ${text}`)
        .all()
        .map(({ detail }) => String(detail)),
  };
}
