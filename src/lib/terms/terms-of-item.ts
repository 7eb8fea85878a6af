import type { ContentPart, Item } from "../../spec/item.ts";
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

/** The terms of an item, for the index. */
export function termsOfItem(item: Item): readonly string[] {
  return termsOf(searchedText(item));
}

function partText(part: ContentPart): string {
  if (part.type === "text") return part.text;
  if (part.type === "refusal") return part.refusal;
  return part.type === "file" ? (part.filename ?? "") : "";
}
