import { type Kysely, type Selectable, sql } from "kysely";

import { itemColumns } from "./conversation-rows.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { ConversationItemsTable, Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

export type ItemRow = Pick<Selectable<ConversationItemsTable>, (typeof itemColumns)[number]>;

/** Reads items of a conversation by their places. */
export interface ItemRows {
  /** Newest first. */
  newest(conversationId: string, limit: number): Promise<readonly ItemRow[]>;
  pinned(conversationId: string): Promise<readonly ItemRow[]>;
  /** Those that exist, in their order. `positions` may be in any, and say one twice. */
  at(conversationId: string, positions: readonly number[]): Promise<readonly ItemRow[]>;
}

export function createItemRows(db: Kysely<Schema>, words: Pick<SqlWords, "among">): ItemRows {
  const rowsOf = (conversationId: string) =>
    db.selectFrom("conversation_items").select(itemColumns).where("conversation_id", "=", conversationId);

  return {
    newest: (conversationId, limit) =>
      guarded(() => rowsOf(conversationId).orderBy("position", "desc").limit(rowLimit(limit)).execute()),

    pinned: (conversationId) =>
      guarded(() =>
        rowsOf(conversationId)
          .where((row) => row("pinned", "=", row.lit(1)))
          .orderBy("position")
          .execute(),
      ),

    at: (conversationId, positions) =>
      guarded(async () => {
        if (positions.length === 0) return [];
        return rowsOf(conversationId)
          .where(sql<boolean>`position ${words.among(positions)}`)
          .orderBy("position")
          .execute();
      }),
  };
}
