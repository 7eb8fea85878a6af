import { lookUp } from "../../lib/look-up.ts";
import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Item } from "../../spec/item.ts";
import type { Warning } from "../../spec/parameters.ts";
import type { AnswerFormat } from "../../spec/tool.ts";
import type { Json } from "../upstream/json.ts";
import { nearestEffort } from "../upstream/remarks.ts";
import { type ModelTraits, traitsOf } from "./model-traits.ts";

/** `generationConfig` of a request. Members that are `undefined` are left out by `JSON.stringify`. */
export function generationConfig(model: string, options: GenerateOptions, items: readonly Item[]): Json {
  const { topLogprobs } = options;
  return {
    maxOutputTokens: options.maxOutputTokens,
    temperature: options.temperature,
    topP: options.topP,
    topK: options.topK,
    candidateCount: options.choices,
    stopSequences: options.stop?.length === 0 ? undefined : options.stop,
    presencePenalty: options.presencePenalty,
    frequencyPenalty: options.frequencyPenalty,
    seed: options.seed,
    responseLogprobs: options.logprobs,
    // Gemini counts from 1; without the figure it gives no alternatives.
    // And it refuses alternatives to tokens of which it shall not tell the probability.
    logprobs: topLogprobs === 0 || options.logprobs !== true ? undefined : topLogprobs,
    ...formatMembers(options.format),
    thinkingConfig: thinkingConfig(model, options),
    mediaResolution: mediaResolution(items),
  };
}

/** Gemini holds every schema it is told; a name has no place there, and a description goes into the schema. */
function formatMembers(format: AnswerFormat | undefined): Json {
  if (format === undefined || format.type === "text") return {};
  const json = { responseMimeType: "application/json" };
  if (format.type === "json_object") return json;
  const { schema, description } = format;
  const described =
    description === undefined || typeof schema === "boolean" ? schema : { description, ...schema };
  return { ...json, responseJsonSchema: described };
}

/** Thoughts are shown when the caller asked for some: to ask a model for them that has none is an error. */
function thinkingConfig(model: string, options: GenerateOptions): Json | undefined {
  const { reasoningTokens, reasoningEffort } = options;
  if (reasoningTokens !== undefined) return { thinkingBudget: reasoningTokens, includeThoughts: true };
  if (reasoningEffort === undefined) return undefined;
  const { efforts } = traitsOf(model);
  const config = lookUp(efforts, reasoningEffort);
  if (config === undefined) throw unknownEffort(reasoningEffort, efforts);
  if (Object.keys(config).length === 0) return undefined;
  return reasoningEffort === "none" ? config : { ...config, includeThoughts: true };
}

function unknownEffort(asked: string, efforts: ModelTraits["efforts"]): ParleyError {
  const known = `This model knows the efforts ${Object.keys(efforts).join(", ")}.`;
  return new ParleyError("unsupported_by_provider", {
    param: "reasoning_effort",
    message: asked === "none" ? `This model cannot be kept from thinking. ${known}` : known,
  });
}

/** Efforts beyond the model's own steps are sent as the one that comes nearest. */
export function effortRemarks(
  model: string,
  { reasoningEffort: asked }: GenerateOptions,
): readonly Warning[] {
  const { efforts } = traitsOf(model);
  const config = asked === undefined ? undefined : lookUp(efforts, asked);
  if (config === undefined) return [];
  const nearest = ["low", "medium", "high"].find(
    (effort) => JSON.stringify(efforts[effort]) === JSON.stringify(config),
  );
  return nearestEffort(asked, nearest);
}

/** Details that differ cannot all be had, and who pays by them shall hear it. */
export function detailRemarks(items: readonly Item[]): readonly Warning[] {
  const details = detailsOf(items);
  if (details.size < 2) return [];
  const taken = details.has("high") ? "`high`, the best that was asked for" : "its own choice";
  const message = `Gemini takes one detail for all images of a request: all have ${taken}.`;
  return [{ param: "messages", message }];
}

/** What was asked for the images; `undefined` for those of which nothing was said. */
function detailsOf(items: readonly Item[]): ReadonlySet<string | undefined> {
  const details = new Set<string | undefined>();
  for (const item of items) {
    const parts =
      item.type === "message" ? item.content : item.type === "function_call_output" ? item.output : [];
    for (const part of parts) if (part.type === "image") details.add(part.detail);
  }
  return details;
}

/** One for all images of a request: the best that was asked for. */
function mediaResolution(items: readonly Item[]): string | undefined {
  const details = detailsOf(items);
  if (details.has("high")) return "MEDIA_RESOLUTION_HIGH";
  return details.size === 1 && details.has("low") ? "MEDIA_RESOLUTION_LOW" : undefined;
}
