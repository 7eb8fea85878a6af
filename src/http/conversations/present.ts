import type { z } from "zod";
import { presentItem } from "../../dialects/openai-responses/present-item.ts";
import { summaryItem } from "../../engine/conversations/summary-item.ts";
import type { SummaryRow } from "../../spec/context-store.ts";
import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { ConversationItem, ConversationRow, ListedConversation } from "../../spec/conversation.ts";
import { presentMemoryWish } from "../memory-wish.ts";
import type { Compactions } from "../responses/compactions.ts";
import type { conversationList, conversationObject } from "./schema.ts";

/** Unix seconds, as the protocol has its times. */
const seconds = (ms: number): number => Math.floor(ms / 1000);

export function presentConversation(row: ConversationRow): z.output<typeof conversationObject> {
  const { id, createdAt, metadata, expiresAt, memory } = row;
  return {
    id,
    object: "conversation",
    created_at: seconds(createdAt),
    metadata,
    ...(expiresAt !== undefined && { expires_at: seconds(expiresAt) }),
    ...(memory !== undefined && { memory: presentMemoryWish(memory) }),
  };
}

/** Characters of a first message that a list shows. */
const previewLength = 200;

export function presentListed(listed: ListedConversation): z.output<typeof conversationList>["data"][number] {
  const { items, first } = listed;
  const text = first === undefined ? "" : searchedText(first).replaceAll(/\s+/g, " ").trim();
  // Cut by signs, not by halves of them.
  const preview = Array.from(text.slice(0, 2 * previewLength))
    .slice(0, previewLength)
    .join("");
  return { ...presentConversation(listed), item_count: items, preview: preview === "" ? null : preview };
}

type Shown = Pick<ConversationItem, "id" | "item" | "incomplete"> & { readonly pinned?: boolean };

/** `pinned` is our own word, and is there where it is true. */
export function presentStored({ id, item, incomplete, pinned }: Shown): object {
  const status = incomplete === true ? "incomplete" : "completed";
  return { ...presentItem(item, { id, status }), ...(pinned === true && { pinned }) };
}

/** A running summary: its text, and closed up, as it can be sent in the `input` of a response. */
export function presentSummary(
  { id, text, createdAt, model }: SummaryRow,
  compactions: Compactions,
  projectId: string,
): object {
  const { content } = presentItem(summaryItem(text), { id, status: "completed" });
  const encrypted = compactions.close(projectId, [{ type: "message", role: "user", content }]);
  return {
    id,
    type: "compaction",
    encrypted_content: encrypted,
    summary: text,
    model,
    created_at: seconds(createdAt),
  };
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
