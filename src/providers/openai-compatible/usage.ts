import type { Usage } from "../../spec/usage.ts";
import { isObject } from "./wire.ts";

/** Reads the `usage` of an answer of the chat, completions or embeddings dialect. What is missing stays unknown. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = value["prompt_tokens_details"];
  const completion = value["completion_tokens_details"];
  const usage: { -readonly [name in keyof Usage]: number } = {};
  note(usage, "inputTokens", value["prompt_tokens"]);
  note(usage, "outputTokens", value["completion_tokens"]);
  if (isObject(prompt)) {
    note(usage, "cachedTokens", prompt["cached_tokens"]);
    note(usage, "cacheWriteTokens", prompt["cache_write_tokens"]);
  }
  if (isObject(completion)) note(usage, "reasoningTokens", completion["reasoning_tokens"]);
  return Object.keys(usage).length === 0 ? undefined : usage;
}

/** A figure that is no whole number of tokens is no figure: better unknown than wrong. */
function note(usage: { -readonly [name in keyof Usage]: number }, name: keyof Usage, value: unknown): void {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) usage[name] = value;
}
