import { type Kysely, type Nullable, type Selectable, sql } from "kysely";

import type { ContextStore, ConversationState, SummaryRow } from "../../spec/context-store.ts";
import type { MemoryChoice, MemoryPolicy } from "../../spec/memory.ts";
import { gone, lockConversation } from "./lock-conversation.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema, SummariesTable } from "./schema.ts";

export function createContextStore(db: Kysely<Schema>): ContextStore {
  return {
    stateOf: (conversationId) => guarded(() => stateOf(db, conversationId)),

    sizes: (conversationId, limit) =>
      guarded(() =>
        db
          .selectFrom("conversation_items")
          .select(["id", "position", "tokens"])
          .where("conversation_id", "=", conversationId)
          .orderBy("position", "desc")
          .limit(rowLimit(limit))
          .execute(),
      ),

    putSummary: (summary, { conversationId, deletions, before }) =>
      guarded(() =>
        db.transaction().execute(async (within) => {
          const locked = await lockConversation(within, conversationId);
          if (locked === undefined || locked.deletions !== deletions || locked.expires_at === gone)
            return false;
          const present = await within
            .selectFrom("conversation_summaries")
            .select("id")
            .where("conversation_id", "=", conversationId)
            .executeTakeFirst();
          if (present?.id !== before) return false;
          await dropSummary(within, conversationId);
          await within
            .insertInto("conversation_summaries")
            .values({ conversation_id: conversationId, ...valuesOf(summary) })
            .execute();
          return true;
        }),
      ),

    removeSummary: (conversationId, id) =>
      guarded(async () => {
        const { numDeletedRows } = await db
          .deleteFrom("conversation_summaries")
          .where("conversation_id", "=", conversationId)
          .where("id", "=", id)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n;
      }),
  };
}

/** Takes a conversation's summary away; `covering`: only one that reaches so far. */
export async function dropSummary(db: Kysely<Schema>, conversationId: string, covering = 0): Promise<void> {
  await db
    .deleteFrom("conversation_summaries")
    .where("conversation_id", "=", conversationId)
    .where("until", ">=", covering)
    .execute();
}

/** What a conversation, or a project, wants of memory; `null` is SQL's word for nothing. */
export function readChoice(policy: string | null, maxTokens: number | null): MemoryChoice {
  return {
    ...(policy !== null && { policy: policy as MemoryPolicy }),
    ...(maxTokens !== null && { maxTokens }),
  };
}

/** Counts items that came (or went, where the figures are negative) to a conversation's own figures. */
export async function countItems(
  db: Kysely<Schema>,
  conversationId: string,
  by: { readonly items: number; readonly tokens: number; readonly deletions?: number },
): Promise<void> {
  await sql`
    update conversations set item_count = item_count + ${by.items}, item_tokens = item_tokens + ${by.tokens},
      deletions = deletions + ${by.deletions ?? 0}
    where id = ${conversationId}`.execute(db);
}

async function stateOf(db: Kysely<Schema>, conversationId: string): Promise<ConversationState | undefined> {
  const row = await db
    .selectFrom("conversations")
    .leftJoin("conversation_summaries as summary", "summary.conversation_id", "conversations.id")
    .select(["item_count", "item_tokens", "deletions", "memory_policy", "memory_tokens"])
    .select(["summary.id", "summary.text", "summary.tokens", "summary.until"])
    .select(["summary.model", "summary.created_at"])
    .where("conversations.id", "=", conversationId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const summary = readSummary(row);
  return {
    items: row.item_count,
    tokens: row.item_tokens,
    deletions: row.deletions,
    memory: readChoice(row.memory_policy, row.memory_tokens),
    ...(summary !== undefined && { summary }),
  };
}

type FoundSummary = Nullable<Omit<Selectable<SummariesTable>, "conversation_id">>;

function readSummary({ id, text, tokens, until, model, created_at: at }: FoundSummary) {
  if (id === null || text === null || tokens === null || until === null || model === null || at === null)
    return undefined;
  return { id, text: JSON.parse(text) as string, tokens, until, model, createdAt: at };
}

function valuesOf({ id, text, tokens, until, model, createdAt }: SummaryRow) {
  // As JSON: PostgreSQL's texts have no zero in them, and a model may write one.
  return { id, text: JSON.stringify(text), tokens, until, model, created_at: createdAt };
}
