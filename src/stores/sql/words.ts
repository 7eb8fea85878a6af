import { type RawBuilder, sql } from "kysely";

import { fts5 } from "./fts5.ts";
import type { FullText } from "./full-text.ts";
import { tsvector } from "./tsvector.ts";

/** What the databases say differently, in the statements that both share. */
export interface SqlWords {
  /** The database's clock, in microseconds since 1970; the same throughout a statement. */
  readonly nowMicros: RawBuilder<number>;
  /** Today in UTC, as `2026-11-22`. */
  readonly day: RawBuilder<string>;
  /** The smaller of two. */
  readonly least: RawBuilder<unknown>;
  /** The larger of two. */
  readonly greatest: RawBuilder<unknown>;
  /** Ends a query for rows to be changed: those that another transaction has locked are passed over. */
  readonly skipLocked: RawBuilder<unknown>;
  /** Numbers to look for in a column, as what stands behind it: one value, so that the statement stays the same. */
  among(numbers: readonly number[]): RawBuilder<unknown>;
  /** Searches what was said. */
  readonly fullText: FullText;
}

/** SQLite's `now` stands still within a statement, and has milliseconds. */
export const sqliteWords: SqlWords = {
  nowMicros: sql`(cast(round(unixepoch('subsec') * 1000) as integer) * 1000)`,
  day: sql`strftime('%Y-%m-%d', 'now')`,
  least: sql`min`,
  greatest: sql`max`,
  // There is one writer at a time.
  skipLocked: sql``,
  among: (numbers) => sql`in (select value from json_each(${JSON.stringify(numbers)}))`,
  fullText: fts5,
};

export const postgresWords: SqlWords = {
  nowMicros: sql`cast(floor(extract(epoch from statement_timestamp()) * 1000000) as bigint)`,
  day: sql`to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD')`,
  least: sql`least`,
  greatest: sql`greatest`,
  skipLocked: sql`for update skip locked`,
  among: (numbers) => sql`= any(cast(${`{${numbers.join(",")}}`} as bigint[]))`,
  fullText: tsvector,
};
