import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";

/**
 * PostgreSQL puts new words into the index at once, and not into a list that each word of a question is looked for in from
 * beginning to end: after 10,000 items that took 77 ms a question in place of 3, until somebody vacuumed.
 */
export function searchAtOnce(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      if (types.fullText !== "tsvector") return;
      await sql`alter index search_items_words set (fastupdate = off)`.execute(db);
      await sql`select gin_clean_pending_list('search_items_words'::regclass)`.execute(db);
    },
  };
}
