import type { z } from "zod";
import { presentItem } from "../../dialects/openai-responses/present-item.ts";
import type { ConversationItem, ConversationRow } from "../../spec/conversation.ts";
import type { conversationObject } from "./schema.ts";

/** Unix seconds, as the protocol has its times. */
const seconds = (ms: number): number => Math.floor(ms / 1000);

export function presentConversation(row: ConversationRow): z.output<typeof conversationObject> {
  const { id, createdAt, metadata, expiresAt } = row;
  return {
    id,
    object: "conversation",
    created_at: seconds(createdAt),
    metadata,
    ...(expiresAt !== undefined && { expires_at: seconds(expiresAt) }),
  };
}

type Shown = Pick<ConversationItem, "id" | "item" | "incomplete"> & { readonly pinned?: boolean };

/** `pinned` is our own word, and is there where it is true. */
export function presentStored({ id, item, incomplete, pinned }: Shown): object {
  const status = incomplete === true ? "incomplete" : "completed";
  return { ...presentItem(item, { id, status }), ...(pinned === true && { pinned }) };
}

/** A page in the protocol's form. An empty page has no ids, and never says that there is more. */
export function presentItems(items: readonly Shown[], hasMore: boolean): object {
  return {
    object: "list",
    data: items.map(presentStored),
    first_id: items[0]?.id ?? null,
    last_id: items.at(-1)?.id ?? null,
    has_more: hasMore && items.length > 0,
  };
}
