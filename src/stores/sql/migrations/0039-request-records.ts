import type { Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * The record of a request lies in its row, unless it is long: a tree less to write to for each call. Records of older
 * rows stay with what was said, where they are found as before.
 */
export function requestRecords(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable("requests").addColumn("record", "text").execute();
    },
  };
}
