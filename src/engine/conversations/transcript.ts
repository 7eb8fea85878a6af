import type { ContentPart, Item } from "../../spec/item.ts";
import type { RememberedItem } from "../../spec/memory.ts";

/** Longer outputs of tools are cut for a summary, in characters. */
const longestOutput = 4_000;

/** What was said, as a text to be read by a model: who, when, and what. Thoughts are left out. */
export function transcriptOf(items: readonly RememberedItem[]): string {
  return items.flatMap(({ item, at }) => lineOf(item, new Date(at).toISOString().slice(0, 10))).join("\n\n");
}

function lineOf(item: Item, day: string): readonly string[] {
  switch (item.type) {
    case "message":
      return [`[${day}] ${item.name ?? item.role}: ${textOf(item.content)}`];
    case "function_call":
      return [`[${day}] assistant calls ${item.name}: ${item.arguments.slice(0, longestOutput)}`];
    case "function_call_output":
      return [`[${day}] tool: ${textOf(item.output).slice(0, longestOutput)}`];
    case "reasoning":
      return [];
  }
}

function textOf(parts: readonly ContentPart[]): string {
  return parts
    .map((part) => {
      if (part.type === "text") return part.text;
      return part.type === "refusal" ? part.refusal : `(${part.type})`;
    })
    .join("\n");
}
