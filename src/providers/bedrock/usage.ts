import type { Usage } from "../../spec/usage.ts";
import { count, isObject, known } from "../upstream/json.ts";

/**
 * Reads a `TokenUsage`. Amazon counts tokens that were read from the prompt cache or written to it beside
 * `inputTokens` and not in it; ours has them all.
 */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const input = count(value["inputTokens"]);
  const cached = count(value["cacheReadInputTokens"]);
  const written = count(value["cacheWriteInputTokens"]);
  const usage = known<Usage>({
    inputTokens: input === undefined ? undefined : input + (cached ?? 0) + (written ?? 0),
    cachedTokens: cached,
    cacheWriteTokens: written,
    outputTokens: count(value["outputTokens"]),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
