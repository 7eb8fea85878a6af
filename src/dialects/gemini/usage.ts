import type { Usage } from "../../spec/usage.ts";

/** `usageMetadata`. Google counts thoughts beside the answer. What nobody told is absent. */
export function usageMetadata(usage: Usage): object {
  const { inputTokens, outputTokens, reasoningTokens } = usage;
  const known = inputTokens !== undefined && outputTokens !== undefined;
  return {
    promptTokenCount: inputTokens,
    cachedContentTokenCount: usage.cachedTokens,
    candidatesTokenCount: outputTokens === undefined ? undefined : outputTokens - (reasoningTokens ?? 0),
    thoughtsTokenCount: reasoningTokens,
    totalTokenCount: known ? inputTokens + outputTokens : undefined,
    promptTokensDetails: details(usage.inputAudioTokens, usage.inputImageTokens),
    candidatesTokensDetails: details(usage.outputAudioTokens, usage.outputImageTokens),
  };
}

function details(audio: number | undefined, image: number | undefined): object[] | undefined {
  const list = [
    { modality: "AUDIO", tokenCount: audio },
    { modality: "IMAGE", tokenCount: image },
  ].filter(({ tokenCount }) => tokenCount !== undefined);
  return list.length === 0 ? undefined : list;
}
