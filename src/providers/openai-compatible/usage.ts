import type { Usage } from "../../spec/usage.ts";
import { isObject } from "./wire.ts";

/** Reads the `usage` of an answer of the chat, completions or embeddings dialect. What is missing stays unknown. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = value["prompt_tokens_details"];
  const completion = value["completion_tokens_details"];
  const found: { -readonly [name in keyof Usage]: number | undefined } = {
    inputTokens: count(value["prompt_tokens"]),
    cachedTokens: count(isObject(prompt) ? prompt["cached_tokens"] : undefined),
    cacheWriteTokens: count(isObject(prompt) ? prompt["cache_write_tokens"] : undefined),
    outputTokens: count(value["completion_tokens"]),
    reasoningTokens: count(isObject(completion) ? completion["reasoning_tokens"] : undefined),
  };
  const known = Object.entries(found).filter(([, tokens]) => tokens !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** A figure that is no whole number of tokens is no figure: better unknown than wrong. */
function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
