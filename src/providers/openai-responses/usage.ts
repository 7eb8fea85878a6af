import type { Usage } from "../../spec/usage.ts";
import { count, isObject, known } from "../upstream/json.ts";

/** Reads the `usage` of a response. What is missing stays unknown. */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const input = isObject(value["input_tokens_details"]) ? value["input_tokens_details"] : {};
  const output = isObject(value["output_tokens_details"]) ? value["output_tokens_details"] : {};
  const usage = known<Usage>({
    inputTokens: count(value["input_tokens"]),
    outputTokens: count(value["output_tokens"]),
    cachedTokens: count(input["cached_tokens"]),
    cacheWriteTokens: count(input["cache_write_tokens"]),
    inputAudioTokens: count(input["audio_tokens"]),
    inputImageTokens: count(input["image_tokens"]),
    reasoningTokens: count(output["reasoning_tokens"]),
    outputAudioTokens: count(output["audio_tokens"]),
    outputImageTokens: count(output["image_tokens"]),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
