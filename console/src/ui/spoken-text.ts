import type { ConversationItem, ItemPart } from "../api/conversations.ts";

/** The text of what was said, or of what a tool said; `undefined` where an item is something else. */
export function spokenText(item: Pick<ConversationItem, "type" | "content" | "output">): string | undefined {
  if (item.type === "message") return textOf(item.content ?? []);
  if (!item.type.endsWith("_output")) return undefined;
  return typeof item.output === "string" ? item.output : textOf(item.output ?? []);
}

export function textOf(parts: readonly ItemPart[]): string {
  return parts.flatMap(({ text, refusal }) => text ?? refusal ?? []).join("\n\n");
}

/** Names of what is no text: pictures that came with the message are shown, files are named. */
export function filesOf(parts: readonly ItemPart[]): readonly ItemPart[] {
  return parts.filter(({ text, refusal }) => text === undefined && refusal === undefined);
}
