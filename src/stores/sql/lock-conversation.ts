import type { Kysely } from "kysely";

import type { Schema } from "./schema.ts";

/**
 * A conversation with this end is gone for everybody, and takes nothing any more. Whatever keeps its rows from being
 * deleted at once, they are looked for like those of any that has expired.
 */
export const gone = 0;

/** Whoever changes a conversation, its items or its responses locks its row first, so that nobody waits in a circle. */
export async function lockConversation(db: Kysely<Schema>, id: string) {
  return db
    .updateTable("conversations")
    .set((column) => ({ next_position: column.ref("next_position") }))
    .where("id", "=", id)
    .returning(["hidden", "next_position", "deletions", "expires_at"])
    .executeTakeFirst();
}
