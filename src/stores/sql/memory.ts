import type { Kysely } from "kysely";

import type { MemoryStore, RememberedItem } from "../../spec/memory.ts";
import { itemColumns, readItem } from "./conversation-rows.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";

/** Positions that are asked for in one statement: lists are filled up to these lengths, so that statements stay prepared. */
const listLengths = [4, 16, 64, 200, 500] as const;
const positionsAtOnce = 500;

/** What was said in conversations, for whoever chooses among it. */
export function createMemoryStore(
  db: Kysely<Schema>,
  search: Pick<ConversationSearch, "having" | "search">,
): MemoryStore {
  const itemsOf = (conversationId: string) =>
    db.selectFrom("conversation_items").select(itemColumns).where("conversation_id", "=", conversationId);

  return {
    newest: (conversationId, limit) =>
      guarded(async () => {
        const rows = await itemsOf(conversationId)
          .orderBy("position", "desc")
          .limit(rowLimit(limit))
          .execute();
        return rows.map(readItem);
      }),

    pinned: (conversationId) =>
      guarded(async () => {
        const rows = await itemsOf(conversationId)
          .where((row) => row("pinned", "=", row.lit(1)))
          .orderBy("position")
          .execute();
        return rows.map(readItem);
      }),

    at: (conversationId, positions) =>
      guarded(async () => {
        const ordered = [...new Set(positions)].toSorted((one, other) => one - other);
        const found: RememberedItem[] = [];
        for (let from = 0; from < ordered.length; from += positionsAtOnce) {
          const rows = await itemsOf(conversationId)
            .where("position", "in", filledUp(ordered.slice(from, from + positionsAtOnce)))
            .orderBy("position")
            .execute();
          found.push(...rows.map(readItem));
        }
        return found;
      }),

    search: (conversationId, terms, limit) => search.search(conversationId, terms, limit),

    having: (conversationId, term, limit) => search.having(conversationId, term, limit),

    between: (conversationId, from, until, limit) =>
      guarded(async () => {
        const rows = await db
          .selectFrom("conversation_items")
          .select("position")
          .where("conversation_id", "=", conversationId)
          .where("created_at", ">=", from)
          .where("created_at", "<", until)
          .orderBy("created_at")
          .orderBy("position")
          .limit(rowLimit(limit))
          .execute();
        return rows.map(({ position }) => position);
      }),
  };
}

/** The last of them again and again, until the list has one of the usual lengths. */
function filledUp(positions: readonly number[]): readonly number[] {
  const length = listLengths.find((one) => one >= positions.length) ?? positions.length;
  const last = positions.at(-1) ?? 0;
  return [...positions, ...Array.from({ length: length - positions.length }, () => last)];
}
