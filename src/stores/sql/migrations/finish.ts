import { sql } from "kysely";
import type { CreateTableBuilder } from "kysely";

import type { ColumnTypes } from "../column-types.ts";

/** SQLite enforces column types only in tables that say `strict`; PostgreSQL always does. */
export async function finish(types: ColumnTypes, table: CreateTableBuilder<string, string>): Promise<void> {
  await (types.strict ? table.modifyEnd(sql`strict`) : table).execute();
}

/** SQLite keeps such a table in the order of its key: one tree to write to for each row, instead of two. */
export async function finishClustered(
  types: ColumnTypes,
  table: CreateTableBuilder<string, string>,
): Promise<void> {
  await (types.strict ? table.modifyEnd(sql`strict, without rowid`) : table).execute();
}
