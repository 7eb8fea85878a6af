import type { GenerateOptions, GenerateTask } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { AnswerFormat, JsonSchema, Tool, ToolChoice } from "../../spec/tool.ts";
import { effortForTokens } from "../upstream/effort-for-tokens.ts";
import { inputItems } from "./request-items.ts";

type Json = Record<string, unknown>;

/** Models that do not think, and refuse to be asked for thoughts. Of names that are not known, none does. */
const thoughtless = /^(?:ft:)?(?:gpt-[34]|chatgpt-4|gpt-5(?:\.\d+)?-chat)/;

/**
 * A request of the Responses dialect. The answer is always streamed: one road, and a caller who leaves is noticed at
 * once. Nothing is stored there: what the conversation needs, thoughts among it, is sent along each time.
 */
export function responsesBody({ model, task }: Attempt<GenerateTask>): Buffer {
  const { items, options } = task;
  const body: Json = {
    model,
    input: inputItems(items),
    ...parameters(options),
    include: include(model, options),
    store: false,
    stream: true,
  };
  return Buffer.from(JSON.stringify(body)); // members that are undefined are left out
}

function include(model: string, { logprobs }: GenerateOptions): readonly string[] | undefined {
  const wanted: string[] = [];
  if (!thoughtless.test(model)) wanted.push("reasoning.encrypted_content");
  if (logprobs === true) wanted.push("message.output_text.logprobs");
  return wanted.length === 0 ? undefined : wanted;
}

function parameters(options: GenerateOptions): Json {
  return {
    max_output_tokens: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    top_logprobs: options.logprobs === true ? options.topLogprobs : undefined,
    text: textConfig(options),
    tools: options.tools?.map(tool),
    tool_choice:
      options.toolChoice === undefined ? undefined : toolChoice(options.toolChoice, options.tools ?? []),
    parallel_tool_calls: options.parallelToolCalls,
    reasoning: reasoning(options),
    safety_identifier: options.endUser,
    prompt_cache_key: options.cacheKey,
    service_tier: options.serviceTier,
  };
}

function textConfig({ format, verbosity }: GenerateOptions): Json | undefined {
  if (format === undefined && verbosity === undefined) return undefined;
  return { format: format === undefined ? undefined : textFormat(format), verbosity };
}

function textFormat(format: AnswerFormat): Json {
  if (format.type !== "json_schema") return { type: format.type };
  const { type, name, schema, strict, description } = format;
  return { type, name, schema: schemaObject(schema), strict, description };
}

/** The dialect knows no `true` and `false` for schemas. */
function schemaObject(schema: JsonSchema): Json {
  if (typeof schema === "object") return schema;
  return schema ? {} : { not: {} };
}

function tool(tool: Tool): Json {
  const { type, name, description } = tool;
  if (tool.type === "custom") {
    const format = tool.grammar === undefined ? undefined : { type: "grammar", ...tool.grammar };
    return { type, name, description, format };
  }
  const { parameters: schema, strict = false } = tool;
  // Without a word about it, this dialect is strict, and the one in which the caller asks may not be.
  return {
    type,
    name,
    description,
    parameters: schema === undefined ? null : schemaObject(schema),
    strict,
  };
}

function toolChoice(choice: ToolChoice, tools: readonly Tool[]): unknown {
  const reference = (name: string): Json => ({
    type: tools.find((tool) => tool.name === name)?.type ?? "function",
    name,
  });
  if (choice.type === "named") return reference(choice.name);
  if (choice.type === "allowed") {
    return { type: "allowed_tools", mode: choice.mode, tools: choice.names.map(reference) };
  }
  return choice.type;
}

/**
 * Who asks for thinking gets a summary of it. Unasked it is not requested: models that do not think refuse the
 * request, and OpenAI gives summaries to verified organisations alone.
 */
function reasoning({ reasoningEffort, reasoningTokens }: GenerateOptions): Json | undefined {
  const effort =
    reasoningEffort ?? (reasoningTokens === undefined ? undefined : effortForTokens(reasoningTokens));
  if (effort === undefined) return undefined;
  return effort === "none" ? { effort } : { effort, summary: "auto" };
}
