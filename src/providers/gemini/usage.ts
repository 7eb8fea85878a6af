import type { Usage } from "../../spec/usage.ts";
import { count, isObject, type Json, known } from "../upstream/json.ts";

/**
 * Reads `usageMetadata`. Gemini counts thoughts beside the answer, and we count them as part of it. Protobuf leaves out
 * a figure that is 0: where the sum is there, a part that is missing is known to be what is left.
 */
export function readUsage(value: unknown): Usage | undefined {
  if (!isObject(value)) return undefined;
  const figure = (name: string) => count(value[name]);
  const prompt = figure("promptTokenCount");
  const inputTokens = prompt === undefined ? undefined : prompt + (figure("toolUsePromptTokenCount") ?? 0);
  const usage = known<Usage>({
    inputTokens,
    cachedTokens: figure("cachedContentTokenCount"),
    outputTokens: output(value, inputTokens),
    reasoningTokens: figure("thoughtsTokenCount"),
    inputAudioTokens: modality(value["promptTokensDetails"], "AUDIO"),
    inputImageTokens: modality(value["promptTokensDetails"], "IMAGE"),
    outputAudioTokens: modality(value["candidatesTokensDetails"], "AUDIO"),
    outputImageTokens: modality(value["candidatesTokensDetails"], "IMAGE"),
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}

function output(value: Json, inputTokens: number | undefined): number | undefined {
  const answer = count(value["candidatesTokenCount"]);
  const thoughts = count(value["thoughtsTokenCount"]);
  const total = count(value["totalTokenCount"]);
  if (answer !== undefined) return answer + (thoughts ?? 0);
  // Thoughts alone: the answer has none only where the sum says so.
  if (total === undefined || inputTokens === undefined) return undefined;
  return Math.max(total - inputTokens, thoughts ?? 0);
}

function modality(details: unknown, name: string): number | undefined {
  if (!Array.isArray(details)) return undefined;
  const entry: unknown = details.find((detail) => isObject(detail) && detail["modality"] === name);
  return isObject(entry) ? count(entry["tokenCount"]) : undefined;
}
