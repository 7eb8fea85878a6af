import { randomHex } from "../../lib/random-id.ts";
import type { NewItem } from "../../spec/conversation.ts";
import type { Item } from "../../spec/item.ts";
import { estimateTokens } from "../context.ts";

/** What the ids of items begin with, as in OpenAI's protocol. */
const prefixes: Readonly<Record<Item["type"] | "compaction", string>> = {
  message: "msg",
  function_call: "fc",
  function_call_output: "fco",
  reasoning: "rs",
  compaction: "cmp",
};

/** A new id for an item: `msg_` and 128 random bits, for one; or what is different from all others' instead of those. */
export function itemId(item: Item, unique = randomHex()): string {
  return `${prefixes[item.type]}_${unique}`;
}

/** What is known of a turn's items beside what was said. */
export interface ItemNotes extends Pick<NewItem, "at" | "pinned" | "incomplete" | "responseId"> {
  /** The id that a caller knows the item by already. */
  readonly id?: string;
}

/** An item as it is kept: with an id, and with an estimate of its tokens. Instructions are pinned: they hold for ever. */
export function newItem(item: Item, notes: ItemNotes): NewItem {
  const pinned = isInstruction(item) ? ({ pinned: true } as const) : {};
  return { ...pinned, ...notes, id: notes.id ?? itemId(item), item, tokens: estimateTokens(item) };
}

/** Whether the item says how the model shall behave. */
export function isInstruction(item: Item): boolean {
  return item.type === "message" && (item.role === "system" || item.role === "developer");
}
