import type { Selectable } from "kysely";

import type { ConversationItem, ConversationRow, NewItem } from "../../spec/conversation.ts";
import type { Item } from "../../spec/item.ts";
import type { MemoryChoice } from "../../spec/memory.ts";
import { readChoice } from "./contexts.ts";
import type { ConversationItemsTable, ConversationsTable } from "./schema.ts";

export const conversationColumns = [
  "id",
  "project_id",
  "created_at",
  "expires_at",
  "metadata",
  "hidden",
  "memory_policy",
  "memory_tokens",
] as const;

export function readConversation(
  row: Pick<Selectable<ConversationsTable>, (typeof conversationColumns)[number]>,
): ConversationRow {
  const memory = readChoice(row.memory_policy, row.memory_tokens);
  return {
    id: row.id,
    projectId: row.project_id,
    createdAt: row.created_at,
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(Object.keys(memory).length > 0 && { memory }),
    ...(row.hidden === 1 && { hidden: true }),
  };
}

export const itemColumns = [
  "id",
  "position",
  "content",
  "created_at",
  "tokens",
  "pinned",
  "incomplete",
  "response_id",
] as const;

export function readItem(
  row: Pick<Selectable<ConversationItemsTable>, (typeof itemColumns)[number]>,
): ConversationItem {
  return {
    id: row.id,
    position: row.position,
    at: row.created_at,
    item: JSON.parse(row.content) as Item,
    tokens: row.tokens,
    pinned: row.pinned === 1,
    ...(row.incomplete === 1 && { incomplete: true }),
    ...(row.response_id !== null && { responseId: row.response_id }),
  };
}

/** The row of an item at a place. */
export function itemValues(conversationId: string, position: number, item: NewItem) {
  return {
    conversation_id: conversationId,
    position,
    id: item.id,
    content: JSON.stringify(item.item),
    created_at: item.at,
    tokens: item.tokens,
    pinned: item.pinned === true ? 1 : 0,
    incomplete: item.incomplete === true ? 1 : 0,
    response_id: item.responseId ?? null,
  };
}

export function conversationValues(row: ConversationRow, tokenHash?: Buffer) {
  return {
    id: row.id,
    project_id: row.projectId,
    token_hash: tokenHash ?? null,
    created_at: row.createdAt,
    expires_at: row.expiresAt ?? null,
    metadata: JSON.stringify(row.metadata),
    hidden: row.hidden === true ? 1 : 0,
    next_position: 1,
    ...memoryValues(row.memory ?? {}),
  };
}

/** What a conversation wants of memory, whole: what is absent, it wants no more. */
export function memoryValues({ policy, maxTokens }: MemoryChoice) {
  return { memory_policy: policy ?? null, memory_tokens: maxTokens ?? null };
}
