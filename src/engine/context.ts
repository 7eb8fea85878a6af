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

/**
 * The newest part of `stored` (oldest first) that fits together with `fresh` into `budget` tokens, and `fresh`.
 * Instructions stay whatever their age. What is kept begins with a user's message, so that no answer and
 * no tool's output stands without its question.
 */
export function fitContext(stored: readonly Item[], fresh: readonly Item[], budget: number): readonly Item[] {
  let left = budget;
  for (const item of fresh) left -= estimateTokens(item);
  for (const item of stored) if (isInstruction(item)) left -= estimateTokens(item);
  let from = stored.length;
  for (let i = stored.length - 1; i >= 0; i--) {
    const item = stored[i];
    if (item === undefined || isInstruction(item)) continue;
    left -= estimateTokens(item);
    if (left < 0) break;
    if (item.type === "message" && item.role === "user") from = i;
  }
  const kept = stored.filter((item, i) => i >= from || isInstruction(item));
  return [...kept, ...fresh];
}

function isInstruction(item: Item): boolean {
  return item.type === "message" && (item.role === "system" || item.role === "developer");
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
