import type { Kysely } from "kysely";

import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { ConversationStore } from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";

/** Rows of one insert: 4 parameters each, far below the 32,766 that SQLite binds in a statement. */
const rowsPerInsert = 100;

export function createConversationStore(db: Kysely<Schema>): ConversationStore {
  return {
    insert: (conversation, tokenHash) =>
      guarded(async () => {
        await db
          .insertInto("conversations")
          .values({
            id: conversation.id,
            project_id: conversation.projectId,
            token_hash: tokenHash,
            created_at: conversation.createdAt,
            next_position: 0,
          })
          .execute();
      }),

    findByToken: (projectId, tokenHash) =>
      guarded(() =>
        db
          .selectFrom("conversations")
          .select(["id", "project_id as projectId", "created_at as createdAt"])
          .where("project_id", "=", projectId)
          .where("token_hash", "=", tokenHash)
          .executeTakeFirst(),
      ),

    newestItems: (conversationId, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("conversation_items")
          .select("content")
          .where("conversation_id", "=", conversationId)
          .orderBy("position", "desc")
          .limit(rowLimit(limit))
          .execute();
        return rows.map((row) => JSON.parse(row.content) as Item);
      }),

    append: (conversationId, items, at) => guarded(() => append(db, conversationId, items, at)),
  };
}

/**
 * Takes a range of positions with one atomic update, which also holds off every other writer of
 * this conversation until the transaction ends. Reading `max(position)` instead would let two
 * processes on PostgreSQL pick the same place.
 */
async function append(
  db: Kysely<Schema>,
  conversationId: string,
  items: readonly Item[],
  at: number,
): Promise<void> {
  if (items.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    const taken = await transaction
      .updateTable("conversations")
      .set((column) => ({ next_position: column("next_position", "+", items.length) }))
      .where("id", "=", conversationId)
      .returning("next_position")
      .executeTakeFirst();
    if (taken === undefined) throw new ParleyError("not_found", { message: "No such conversation." });
    const start = taken.next_position - items.length;
    const rows = items.map((item, index) => ({
      conversation_id: conversationId,
      position: start + index,
      content: JSON.stringify(item),
      created_at: at,
    }));
    for (let from = 0; from < rows.length; from += rowsPerInsert) {
      await transaction
        .insertInto("conversation_items")
        .values(rows.slice(from, from + rowsPerInsert))
        .execute();
    }
  });
}
