import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

import type { ColumnTypes } from "../column-types.ts";

/** Whether a key may keep house: 0 or 1, and 0 for all keys that were there before. */
export function adminKeys(types: ColumnTypes): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .alterTable("api_keys")
        .addColumn("admin", types.integer, (column) => column.notNull().defaultTo(0))
        .execute();
    },
  };
}
