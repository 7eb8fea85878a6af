import type { GenerateOptions, GenerateTask, Source } from "../../spec/call.ts";
import type { Attempt } from "../../spec/provider.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";
import { effortForTokens } from "../upstream/effort-for-tokens.ts";
import { messagesOf } from "./messages.ts";
import type { Preset } from "./presets.ts";

type Json = Record<string, unknown>;

/** Which optional habits of the protocol an upstream has. */
export type Habits = Pick<Preset, "streamOptions" | "maxTokensField" | "developerRole">;

const usageWish = { include_usage: true };
const usageMember = Buffer.from(`{"stream_options":{"include_usage":true},`);

/**
 * The caller's own body for the upstream: the model's name is exchanged, the usage is asked for,
 * and nothing else is touched. The bytes are spliced where nothing else stands in the way.
 */
export function sourceBody(attempt: Attempt, source: Source, habits: Habits): Buffer {
  const wantsUsage = attempt.stream && habits.streamOptions && source.dialect !== "embeddings";
  const changes: Json = {};
  if (attempt.outputTokens !== undefined) {
    // The legacy dialect knows no other name for it.
    changes[source.dialect === "completions" ? "max_tokens" : tokenField(habits)] = attempt.outputTokens;
  }
  if (wantsUsage && !source.includeUsage) {
    if (source.body["stream_options"] !== undefined) {
      changes["stream_options"] = { ...(source.body["stream_options"] as Json | null), ...usageWish };
    }
  }
  const roles = withKnownRoles(source, habits);
  if (roles !== undefined) changes["messages"] = roles;
  const renamed = renameTokenBound(source.body, habits);
  if (source.modelSpan === undefined || renamed !== undefined || Object.keys(changes).length > 0) {
    const body: Json = { ...(renamed ?? source.body), model: attempt.model, ...changes };
    if (wantsUsage && body["stream_options"] === undefined) body["stream_options"] = usageWish;
    return Buffer.from(JSON.stringify(body));
  }
  const [start, end] = source.modelSpan;
  const brace = source.bytes.indexOf(0x7b);
  const opening = wantsUsage && !source.includeUsage ? usageMember : source.bytes.subarray(brace, brace + 1);
  return Buffer.concat([
    opening,
    source.bytes.subarray(brace + 1, start),
    Buffer.from(JSON.stringify(attempt.model)),
    source.bytes.subarray(end),
  ]);
}

function tokenField(habits: Habits): "max_tokens" | "max_completion_tokens" {
  return habits.maxTokensField === "max_tokens" ? "max_tokens" : "max_completion_tokens";
}

/** `undefined` when the upstream takes the field that the caller used. */
function renameTokenBound(body: Readonly<Json>, habits: Habits): Json | undefined {
  const [wanted, other] =
    habits.maxTokensField === "max_tokens"
      ? (["max_tokens", "max_completion_tokens"] as const)
      : (["max_completion_tokens", "max_tokens"] as const);
  if (habits.maxTokensField === "both" || body[other] === undefined) return undefined;
  const { [other]: bound, ...rest } = body;
  return { ...rest, [wanted]: rest[wanted] ?? bound };
}

/** Most servers know no role `developer`, which is OpenAI's newer word for `system`. */
function withKnownRoles(source: Source, habits: Habits): unknown[] | undefined {
  if (habits.developerRole || source.dialect !== "chat") return undefined;
  const messages = source.body["messages"] as readonly Json[];
  if (!messages.some(isDeveloper)) return undefined;
  return messages.map((message) => (isDeveloper(message) ? { ...message, role: "system" } : message));
}

function isDeveloper(message: Json): boolean {
  return message["role"] === "developer";
}

/** A request of the chat dialect, made from items. */
export function chatBody(attempt: Attempt<GenerateTask>, habits: Habits): Buffer {
  const { items, options } = attempt.task;
  const body: Json = {
    model: attempt.model,
    messages: messagesOf(items, habits.developerRole),
    ...parameters(options, habits),
  };
  // The answer is always streamed: one road, and a caller who leaves is noticed at once.
  body["stream"] = true;
  if (habits.streamOptions) body["stream_options"] = usageWish;
  return Buffer.from(JSON.stringify(body));
}

function parameters(options: GenerateOptions, habits: Habits): Json {
  const body: Json = {
    [tokenField(habits)]: options.maxOutputTokens,
    temperature: options.temperature,
    top_p: options.topP,
    n: options.choices,
    stop: options.stop,
    presence_penalty: options.presencePenalty,
    frequency_penalty: options.frequencyPenalty,
    logit_bias: options.logitBias,
    logprobs: options.logprobs,
    top_logprobs: options.topLogprobs,
    seed: options.seed,
    response_format: options.format === undefined ? undefined : responseFormat(options.format),
    // The protocol refuses an empty list.
    tools: options.tools === undefined || options.tools.length === 0 ? undefined : options.tools.map(tool),
    tool_choice:
      options.toolChoice === undefined ? undefined : toolChoice(options.toolChoice, options.tools ?? []),
    parallel_tool_calls: options.parallelToolCalls,
    reasoning_effort: reasoningEffort(options),
    verbosity: options.verbosity,
    top_k: options.topK,
    user: options.endUser,
    prompt_cache_key: options.cacheKey,
    service_tier: options.serviceTier,
  };
  return body; // members that are undefined are left out by JSON.stringify
}

function reasoningEffort({ reasoningEffort: effort, reasoningTokens: tokens }: GenerateOptions) {
  return effort ?? (tokens === undefined ? undefined : effortForTokens(tokens));
}

function responseFormat(format: AnswerFormat): Json {
  if (format.type !== "json_schema") return { type: format.type };
  const { type, ...rest } = format;
  return { type, json_schema: rest };
}

/** By name, and nothing else: what a tool has of other dialects is not known here. */
function tool(tool: Tool): Json {
  const { type, name, description } = tool;
  if (tool.type === "custom") {
    const { grammar } = tool;
    const format = grammar === undefined ? undefined : { type: "grammar", grammar };
    return { type, custom: { name, description, format } };
  }
  const { parameters: schema, strict } = tool;
  return { type, function: { name, description, parameters: schema, strict } };
}

function toolChoice(choice: ToolChoice, tools: readonly Tool[]): unknown {
  const reference = (name: string): Json => {
    const type = tools.find((tool) => tool.name === name)?.type ?? "function";
    return { type, [type]: { name } };
  };
  if (choice.type === "named") return reference(choice.name);
  if (choice.type === "allowed") {
    return {
      type: "allowed_tools",
      allowed_tools: { mode: choice.mode, tools: choice.names.map(reference) },
    };
  }
  return choice.type;
}
