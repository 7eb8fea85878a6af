import type { UsageFigures } from "../spec/usage-report.ts";

/**
 * Sums of the ledger by the names that they have in JSON and CSV, the same at the terminal and over HTTP. `null` when a
 * figure is known of none; `unknown_…` says of how many requests it is missing from the sum.
 */
export function toldFigures(figures: UsageFigures) {
  return {
    requests: figures.requests,
    open: figures.open,
    estimated: figures.estimated,
    input_tokens: figures.inputTokens.known ?? null,
    cached_tokens: figures.cachedTokens.known ?? null,
    cache_write_tokens: figures.cacheWriteTokens.known ?? null,
    output_tokens: figures.outputTokens.known ?? null,
    reasoning_tokens: figures.reasoningTokens.known ?? null,
    cost_micros: figures.costMicros.known ?? null,
    unknown_input_tokens: figures.inputTokens.unknown,
    unknown_cached_tokens: figures.cachedTokens.unknown,
    unknown_cache_write_tokens: figures.cacheWriteTokens.unknown,
    unknown_output_tokens: figures.outputTokens.unknown,
    unknown_reasoning_tokens: figures.reasoningTokens.unknown,
    unknown_cost_micros: figures.costMicros.unknown,
  };
}
