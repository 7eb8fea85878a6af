import type { ContentPart, Item } from "../../spec/item.ts";
import { tellingShare } from "./telling-share.ts";
import { termsOf } from "./terms-of.ts";

/** The text by which an item is found: what was said, by whom, with which tool or file. A thought is not found. */
export function searchedText(item: Item): string {
  switch (item.type) {
    case "message":
      return [item.name ?? "", ...item.content.map(partText)].join("\n");
    case "function_call":
      return `${item.name.replaceAll("_", " ")}\n${item.arguments}`;
    case "function_call_output":
      return item.output.map(partText).join("\n");
    default:
      return "";
  }
}

/** A term of all turns in which somebody tells something: no word of a text begins with a dot. */
export const toldTerm = ".told";

/** Longer messages are documents, drafts and logs: what they tell is not about the one who sent them. */
const longestTold = 600;
const mostAsking = 0.6;

/** The terms of an item, for the index. */
export function termsOfItem(item: Item): readonly string[] {
  const text = searchedText(item);
  const terms = termsOf(text);
  return terms.length > 0 && isTold(item, text, tellingShare(text)) ? [...terms, toldTerm] : terms;
}

/**
 * Whether somebody tells something there: the user, or anybody where those who speak have names. `text` is the item's, and
 * `telling` the share of it that tells.
 */
export function isTold(item: Item, text: string, telling: number): boolean {
  if (item.type !== "message" || text.length > longestTold || telling < 1 - mostAsking) return false;
  return item.role === "user" || (item.role === "assistant" && item.name !== undefined);
}

function partText(part: ContentPart): string {
  if (part.type === "text") return part.text;
  if (part.type === "refusal") return part.refusal;
  return part.type === "file" ? (part.filename ?? "") : "";
}
