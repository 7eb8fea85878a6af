import type { Kysely } from "kysely";

import type { MemoryStore, Recollection } from "../../spec/memory.ts";
import { readItem } from "./conversation-rows.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { guarded } from "./guarded.ts";
import { createItemRows } from "./item-rows.ts";
import { createRecollections, type Recollections } from "./recollections.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** What was said in conversations, for whoever chooses among it. `forget`: see `Recollections`. */
export function createMemoryStore(
  db: Kysely<Schema>,
  words: Pick<SqlWords, "among">,
  search: Pick<ConversationSearch, "having" | "read" | "search">,
): MemoryStore & Pick<Recollections, "forget"> {
  const rows = createItemRows(db, words);
  const recollections = createRecollections({ db, rows, search });

  return {
    forget: recollections.forget,

    newest: async (conversationId, limit) => (await rows.newest(conversationId, limit)).map(readItem),

    pinned: async (conversationId) => (await rows.pinned(conversationId)).map(readItem),

    at: async (conversationId, positions) => (await rows.at(conversationId, positions)).map(readItem),

    search: (conversationId, terms, limit) => search.search(conversationId, terms, limit),

    recollect: (conversationId) =>
      guarded(async () => {
        const known = await recollections.look(conversationId);
        return known === undefined ? nothing : { ...known, between: between(db, conversationId) };
      }),
  };
}

/** Of a conversation that is not there, or not any more. */
const nothing: Recollection = {
  newest: () => Promise.resolve([]),
  pinned: () => Promise.resolve([]),
  at: () => Promise.resolve([]),
  search: () => Promise.resolve([]),
  having: () => Promise.resolve([]),
  between: () => Promise.resolve([]),
};

function between(db: Kysely<Schema>, conversationId: string): Recollection["between"] {
  return (from, until, limit) =>
    guarded(async () => {
      const found = await db
        .selectFrom("conversation_items")
        .select("position")
        .where("conversation_id", "=", conversationId)
        .where("created_at", ">=", from)
        .where("created_at", "<", until)
        .orderBy("created_at")
        .orderBy("position")
        .limit(rowLimit(limit))
        .execute();
      return found.map(({ position }) => position);
    });
}
