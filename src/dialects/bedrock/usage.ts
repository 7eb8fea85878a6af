import { known } from "../../lib/json-values.ts";
import type { Usage } from "../../spec/usage.ts";

interface WireUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
  readonly cacheReadInputTokens?: number;
  readonly cacheWriteInputTokens?: number;
}

/** Amazon counts what is read from the cache or written to it beside the input. `undefined` where nobody told. */
export function presentUsage(usage: Usage | undefined): WireUsage | undefined {
  const { inputTokens, outputTokens, cachedTokens, cacheWriteTokens } = usage ?? {};
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  return known<WireUsage>({
    inputTokens: Math.max(0, inputTokens - (cachedTokens ?? 0) - (cacheWriteTokens ?? 0)),
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cacheReadInputTokens: cachedTokens,
    cacheWriteInputTokens: cacheWriteTokens,
  });
}
