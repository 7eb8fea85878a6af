import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** A project's conversations by their age, so that a page of them reads a page of rows. */
export function conversationList(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createIndex("conversations_project_time")
        .on("conversations")
        .columns(["project_id", "created_at", "id"])
        .where(sql.ref("hidden"), "=", sql.lit(0))
        .execute();
    },
  };
}
