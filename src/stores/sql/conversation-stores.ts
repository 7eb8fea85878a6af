import type { Kysely } from "kysely";

import type { Stores } from "../../spec/stores.ts";
import { createContextStore } from "./contexts.ts";
import { createConversationSearch } from "./conversation-search.ts";
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
  const deps = { db, words, search: createConversationSearch(db, words) };
  return {
    conversations: createConversationStore(deps),
    responses: createResponseStore(deps),
    memory: createMemoryStore(db, deps.search),
    contexts: createContextStore(db),
    vectors: createVectorStore(db),
  };
}
