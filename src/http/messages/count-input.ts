import type { Tokenizer } from "../../lib/tokenizer.ts";
import type { GenerateTask } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";

/** Tokens that mark a message's beginning, its role and its end. */
const frameTokens = 4;

/** What a picture, or a document whose size nobody knows, is taken for, in tokens: Anthropic's most for a usual picture. */
const mediaTokens = 1_600;

/** Base64 characters of a document that are taken for a token: a page of 2,000 tokens has about 64 kB in a usual PDF. */
const documentPacking = 43;

/**
 * About how many tokens the input of a task is: its texts, tools and schema in OpenAI's tokens (o200k_base), and flat
 * figures for what is no text. docs/anthropic.md says the same.
 */
export async function countInput(
  tokenizer: Pick<Tokenizer, "count">,
  { items, options }: GenerateTask,
  signal: AbortSignal,
): Promise<number> {
  const texts: string[] = [];
  let flat = 0;
  const addParts = (parts: readonly ContentPart[]): void => {
    for (const part of parts) {
      if (part.type === "text") texts.push(part.text);
      else if (part.type === "refusal") texts.push(part.refusal);
      else flat += mediaOf(part);
    }
  };
  const addItem = (item: Item): void => {
    flat += frameTokens;
    if (item.type === "message") addParts(item.content);
    else if (item.type === "function_call_output") addParts(item.output);
    else if (item.type === "function_call") texts.push(item.name, item.arguments);
    else texts.push(item.text);
  };
  items.forEach(addItem);
  for (const tool of options.tools ?? []) texts.push(JSON.stringify(tool));
  if (options.format?.type === "json_schema") texts.push(JSON.stringify(options.format.schema));
  const counts = await tokenizer.count(texts, { signal });
  return counts.reduce((sum, count) => sum + count, flat);
}

function mediaOf(part: Exclude<ContentPart, { type: "text" | "refusal" }>): number {
  const bytes = part.type === "file" ? (part.data?.length ?? 0) : 0;
  return Math.max(mediaTokens, Math.ceil(bytes / documentPacking));
}
