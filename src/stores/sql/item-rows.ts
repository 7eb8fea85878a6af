import type { Kysely, Selectable } from "kysely";

import { itemColumns } from "./conversation-rows.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { ConversationItemsTable, Schema } from "./schema.ts";

export type ItemRow = Pick<Selectable<ConversationItemsTable>, (typeof itemColumns)[number]>;

/** Positions that are asked for in one statement: lists are filled up to these lengths, so that statements stay prepared. */
const listLengths = [4, 16, 64, 200, 500] as const;
const positionsAtOnce = 500;

/** Reads items of a conversation by their places. */
export interface ItemRows {
  /** Newest first. */
  newest(conversationId: string, limit: number): Promise<readonly ItemRow[]>;
  pinned(conversationId: string): Promise<readonly ItemRow[]>;
  /** Those that exist, in their order. `positions` may be in any, and say one twice. */
  at(conversationId: string, positions: readonly number[]): Promise<readonly ItemRow[]>;
}

export function createItemRows(db: Kysely<Schema>): ItemRows {
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
        const ordered = [...new Set(positions)].toSorted((one, other) => one - other);
        const found: ItemRow[] = [];
        for (let from = 0; from < ordered.length; from += positionsAtOnce) {
          const rows = await rowsOf(conversationId)
            .where("position", "in", filledUp(ordered.slice(from, from + positionsAtOnce)))
            .orderBy("position")
            .execute();
          found.push(...rows);
        }
        return found;
      }),
  };
}

/** The last of them again and again, until the list has one of the usual lengths. */
function filledUp(positions: readonly number[]): readonly number[] {
  const length = listLengths.find((one) => one >= positions.length) ?? positions.length;
  const last = positions.at(-1) ?? 0;
  return [...positions, ...Array.from({ length: length - positions.length }, () => last)];
}
