import type { Usage } from "../../spec/usage.ts";

/**
 * Usage in this protocol, where `input_tokens` is what was neither read from the prompt cache nor written to it. The
 * protocol demands figures where nobody may know them: they are `null` then, which the official clients take, and never
 * 0, which would look like the truth.
 */
export function presentUsage(usage: Usage | undefined): object {
  const { inputTokens, outputTokens, cachedTokens, cacheWriteTokens, reasoningTokens } = usage ?? {};
  const kept = (cachedTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    input_tokens: inputTokens === undefined ? null : Math.max(0, inputTokens - kept),
    output_tokens: outputTokens ?? null,
    cache_read_input_tokens: cachedTokens ?? null,
    cache_creation_input_tokens: cacheWriteTokens ?? null,
    ...(reasoningTokens !== undefined && { output_tokens_details: { thinking_tokens: reasoningTokens } }),
  };
}

/**
 * At the beginning of a stream nothing is counted yet; the figures come with its last event but one, and are `null`
 * there where nobody knows them. Here they must be numbers: clients that check each event, such as the AI SDK, would
 * refuse every stream.
 */
export const usageAtStart = {
  input_tokens: 0,
  output_tokens: 0,
  cache_read_input_tokens: null,
  cache_creation_input_tokens: null,
} as const;
