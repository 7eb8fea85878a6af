import type { GenerateOptions } from "../../spec/call.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { AnswerFormat, FunctionTool, ToolChoice } from "../../spec/tool.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import type { GenerateRequest, GenerationConfig } from "./schema.ts";

/** Members that are read; the others are told to the caller as not obeyed. */
const requestMembers: ReadonlySet<string> = new Set([
  "contents",
  "systemInstruction",
  "tools",
  "toolConfig",
  "generationConfig",
  "serviceTier",
  "model",
]);

const configMembers: ReadonlySet<string> = new Set([
  "maxOutputTokens",
  "temperature",
  "topP",
  "topK",
  "candidateCount",
  "stopSequences",
  "presencePenalty",
  "frequencyPenalty",
  "seed",
  "responseLogprobs",
  "logprobs",
  "responseMimeType",
  "responseSchema",
  "responseJsonSchema",
  "responseModalities",
  "thinkingConfig",
  "mediaResolution",
]);

/** How the model shall answer. */
export function optionsOf(request: GenerateRequest): GenerateOptions {
  if (request["cachedContent"] !== undefined) {
    throw new ParleyError("unsupported_parameter", {
      message: "Cached content is not supported: send the whole conversation.",
      param: "cachedContent",
    });
  }
  const config = request.generationConfig ?? {};
  const others = othersOf(request, config);
  return withoutEmpty({
    maxOutputTokens: config.maxOutputTokens,
    temperature: config.temperature,
    topP: config.topP,
    topK: config.topK,
    choices: config.candidateCount,
    stop: config.stopSequences,
    presencePenalty: config.presencePenalty,
    frequencyPenalty: config.frequencyPenalty,
    seed: config.seed,
    logprobs: config.responseLogprobs,
    topLogprobs: config.logprobs,
    format: formatOf(config),
    ...toolsOf(request),
    ...thinkingOf(config),
    serviceTier: request.serviceTier,
    others: Object.keys(others).length === 0 ? undefined : others,
  });
}

function othersOf(request: GenerateRequest, config: GenerationConfig): Readonly<Record<string, unknown>> {
  const unread = (members: object, read: ReadonlySet<string>, prefix: string) =>
    Object.entries(members)
      .filter(([name]) => !read.has(name))
      .map(([name, value]) => [prefix + name, value as unknown] as const);
  return Object.fromEntries([
    ...unread(request, requestMembers, ""),
    ...unread(config, configMembers, "generationConfig."),
  ]);
}

/** Google's protocol has no name for a schema, and holds each one. */
function formatOf(config: GenerationConfig): AnswerFormat | undefined {
  if (config.responseMimeType !== "application/json") return undefined;
  const { responseJsonSchema, responseSchema } = config;
  const schema = responseJsonSchema ?? (responseSchema ? jsonSchemaOf(responseSchema) : undefined);
  if (schema === undefined) return { type: "json_object" };
  return { type: "json_schema", name: "response", schema, strict: true };
}

function toolsOf(request: GenerateRequest): Pick<GenerateOptions, "tools" | "toolChoice"> {
  const { mode, allowedFunctionNames } = request.toolConfig?.functionCallingConfig ?? {};
  const names = allowedFunctionNames ?? [];
  const strict = mode === "VALIDATED" && names.length === 0;
  const tools: FunctionTool[] = [];
  for (const [i, entry] of (request.tools ?? []).entries()) {
    const foreign = Object.keys(entry).find((name) => name !== "functionDeclarations");
    if (foreign !== undefined) {
      throw new ParleyError("unsupported_parameter", {
        message: `The tool '${foreign.slice(0, 40)}' is Google's own. Here there are only functions.`,
        param: `tools[${i}].${foreign.slice(0, 40)}`,
      });
    }
    for (const { name, description, parameters, parametersJsonSchema } of entry.functionDeclarations ?? []) {
      const schema = parametersJsonSchema ?? (parameters ? jsonSchemaOf(parameters) : undefined);
      tools.push({
        type: "function",
        name,
        ...(typeof description === "string" && { description }),
        ...(schema !== undefined && { parameters: schema }),
        ...(strict && { strict: true }),
      });
    }
  }
  const choice = choiceOf(mode, names);
  return {
    ...(tools.length > 0 && { tools }),
    ...(choice !== undefined && { toolChoice: choice }),
  };
}

function choiceOf(mode: string | null | undefined, names: readonly string[]): ToolChoice | undefined {
  const [name, ...more] = names;
  switch (mode) {
    case "AUTO":
      return { type: "auto" };
    case "NONE":
      return { type: "none" };
    case "ANY":
      if (name === undefined) return { type: "required" };
      return more.length === 0 ? { type: "named", name } : { type: "allowed", mode: "required", names };
    case "VALIDATED":
      return name === undefined ? undefined : { type: "allowed", mode: "auto", names };
    default:
      return undefined;
  }
}

function thinkingOf({
  thinkingConfig,
}: GenerationConfig): Pick<GenerateOptions, "reasoningEffort" | "reasoningTokens"> {
  const { thinkingBudget: budget, thinkingLevel: level } = thinkingConfig ?? {};
  // -1 leaves it to the model, as to say nothing does.
  if (typeof budget === "number" && budget >= 0) {
    return budget === 0 ? { reasoningEffort: "none" } : { reasoningTokens: budget };
  }
  const said = level ? level !== "THINKING_LEVEL_UNSPECIFIED" : false;
  return said ? { reasoningEffort: level?.toLowerCase() ?? "" } : {};
}

/** Without the members that were not said. */
function withoutEmpty(options: {
  readonly [name in keyof GenerateOptions]: GenerateOptions[name] | null | undefined;
}): GenerateOptions {
  const said = Object.entries(options).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(said) as GenerateOptions;
}
