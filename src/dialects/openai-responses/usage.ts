import type { Usage } from "../../spec/usage.ts";

/**
 * Usage as the protocol has it; `null` where a total is unknown: unknown is not 0. Of the parts of a total the protocol
 * demands figures, and has none for unknown; there alone 0 stands for it.
 */
export function presentUsage(usage: Usage | undefined): object | null {
  if (usage?.inputTokens === undefined || usage.outputTokens === undefined) return null;
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: {
      cached_tokens: usage.cachedTokens ?? 0,
      cache_write_tokens: usage.cacheWriteTokens ?? 0,
      ...(usage.inputAudioTokens !== undefined && { audio_tokens: usage.inputAudioTokens }),
      ...(usage.inputImageTokens !== undefined && { image_tokens: usage.inputImageTokens }),
    },
    output_tokens: usage.outputTokens,
    output_tokens_details: {
      reasoning_tokens: usage.reasoningTokens ?? 0,
      ...(usage.outputAudioTokens !== undefined && { audio_tokens: usage.outputAudioTokens }),
      ...(usage.outputImageTokens !== undefined && { image_tokens: usage.outputImageTokens }),
    },
    total_tokens: usage.inputTokens + usage.outputTokens,
  };
}
