import type { Kysely } from "kysely";

import type { Stores } from "../../spec/stores.ts";
import { createContextStore } from "./contexts.ts";
import { type ConversationSearch, createConversationSearch } from "./conversation-search.ts";
import { createConversationStore } from "./conversations.ts";
import { createMemoryStore } from "./memory.ts";
import { createResponseStore } from "./responses.ts";
import type { Schema } from "./schema.ts";
import { createVectorStore } from "./vectors.ts";
import type { SqlWords } from "./words.ts";

/** The stores of what was said. */
export function createConversationStores(
  db: Kysely<Schema>,
  words: SqlWords,
): Pick<Stores, "conversations" | "responses" | "memory" | "contexts" | "vectors"> {
  const found = createConversationSearch(db, words);
  const { forget, ...memory } = createMemoryStore(db, words, found);
  const search: ConversationSearch = {
    ...found,
    // Whoever deletes items comes this way, and what this process remembers of them goes as well.
    remove(within, conversationId, positions) {
      forget(conversationId);
      return found.remove(within, conversationId, positions);
    },
  };
  const deps = { db, words, search };
  return {
    conversations: createConversationStore(deps),
    responses: createResponseStore(deps),
    memory,
    contexts: createContextStore(db),
    vectors: createVectorStore(db),
  };
}
