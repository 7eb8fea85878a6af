import type { Usage } from "../../spec/usage.ts";
import { count, isObject, known } from "../upstream/json.ts";

/** Reads the `usage` of an answer of the chat, completions or embeddings dialect. What is missing stays unknown. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const prompt = isObject(value["prompt_tokens_details"]) ? value["prompt_tokens_details"] : {};
  const completion = isObject(value["completion_tokens_details"]) ? value["completion_tokens_details"] : {};
  const usage = known<Usage>({
    inputTokens: count(value["prompt_tokens"]),
    outputTokens: count(value["completion_tokens"]),
    cachedTokens: count(prompt["cached_tokens"]),
    cacheWriteTokens: count(prompt["cache_write_tokens"]),
    inputAudioTokens: count(prompt["audio_tokens"]),
    inputImageTokens: count(prompt["image_tokens"]),
    reasoningTokens: count(completion["reasoning_tokens"]),
    outputAudioTokens: count(completion["audio_tokens"]),
    outputImageTokens: count(completion["image_tokens"]),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
