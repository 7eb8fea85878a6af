import { estimateTextTokens } from "../lib/estimate-text-tokens.ts";
import type { ContentPart, Item } from "../spec/item.ts";

/** What an image, a sound or a file is taken to cost when nobody knows better, in tokens. */
const mediaTokens = 1_000;

/** Tokens that a message costs beside its text. */
const frameTokens = 4;

/**
 * A quick estimate of an item's tokens, rather too high than too low: real tokenisation costs a hundred times more and is
 * not worth it for a choice among whole turns.
 */
export function estimateTokens(item: Item): number {
  switch (item.type) {
    case "message":
      return frameTokens + partsTokens(item.content);
    case "function_call":
      return frameTokens + textTokens(item.name) + textTokens(item.arguments);
    case "function_call_output":
      return frameTokens + partsTokens(item.output);
    case "reasoning":
      return frameTokens + textTokens(item.text);
  }
}

function partsTokens(parts: readonly ContentPart[]): number {
  let sum = 0;
  for (const part of parts) {
    if (part.type === "text") sum += textTokens(part.text);
    else if (part.type === "refusal") sum += textTokens(part.refusal);
    else sum += mediaTokens;
  }
  return sum;
}

function textTokens(text: string): number {
  return estimateTextTokens(text);
}
