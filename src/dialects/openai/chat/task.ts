import { words } from "../../../lib/json-values.ts";
import type { GenerateOptions, GenerateTask } from "../../../spec/call.ts";
import { ParleyError } from "../../../spec/errors.ts";
import type { CacheMark, ContentPart, Item, Role } from "../../../spec/item.ts";
import type { AnswerFormat, JsonSchema, Tool, ToolChoice } from "../../../spec/tool.ts";
import { unknownMembers } from "./unknown-members.ts";
import { readThoughts } from "./reasoning-details.ts";
import {
  type ChatMessage,
  type ChatPart,
  type ChatRequest,
  type ChatTool,
  isKnownMessage,
  isOwnTool,
} from "./schema.ts";

/**
 * A chat request as a task. Items and options are made when somebody asks for them: a call on the fast lane
 * never does, and must not pay for it.
 */
export class ChatTask implements GenerateTask {
  readonly kind = "generate";
  readonly #request: ChatRequest;
  #items: readonly Item[] | undefined;
  #options: GenerateOptions | undefined;

  constructor(request: ChatRequest) {
    this.#request = request;
  }

  get items(): readonly Item[] {
    return (this.#items ??= this.#request.messages.flatMap((message, position) =>
      isKnownMessage(message) ? messageItems(message, position) : foreignItems(message),
    ));
  }

  get options(): GenerateOptions {
    return (this.#options ??= chatOptions(this.#request));
  }
}

/** Nobody but an upstream of the same protocol gets it: what is said counts, and `needs` names it. */
function foreignItems({ content }: Readonly<Record<string, unknown>>): readonly Item[] {
  return typeof content === "string" ? [messageItem("user", parts(content, ""), undefined)] : [];
}

function messageItems(message: ChatMessage, position: number): readonly Item[] {
  const param = `messages[${position}].content`;
  switch (message.role) {
    case "tool":
      return [
        { type: "function_call_output", callId: message.tool_call_id, output: parts(message.content, param) },
      ];
    case "function":
      return [
        { type: "function_call_output", callId: message.name, output: parts(message.content ?? "", param) },
      ];
    case "assistant":
      return assistantItems(message, param);
    default:
      return [messageItem(message.role, parts(message.content, param), message.name)];
  }
}

function assistantItems(
  message: Extract<ChatMessage, { role: "assistant" }>,
  param: string,
): readonly Item[] {
  const calls = message.tool_calls ?? [];
  const { thoughts, callSeals } = readThoughts(
    message,
    calls.map(({ id }) => id),
  );
  const items: Item[] = [...thoughts];
  const content = parts(message.content ?? [], param);
  const refusal: ContentPart[] = message.refusal ? [{ type: "refusal", refusal: message.refusal }] : [];
  if (content.length + refusal.length > 0)
    items.push(messageItem("assistant", [...content, ...refusal], message.name));
  for (const call of calls) {
    const named = call.function ?? call.custom;
    if (named === undefined || named === null) continue;
    const custom = !("arguments" in named);
    const text = custom ? String(named["input"] ?? "") : String(named.arguments);
    const seal = callSeals.get(call.id);
    items.push({
      type: "function_call",
      callId: call.id,
      name: named.name,
      arguments: text,
      ...(custom && { kind: "custom" }),
      ...(seal !== undefined && { seal }),
    });
  }
  if (message.function_call) {
    const { name, arguments: text } = message.function_call;
    items.push({ type: "function_call", callId: name, name, arguments: text });
  }
  return items;
}

function messageItem(role: Role, content: readonly ContentPart[], name: string | null | undefined): Item {
  return name === undefined || name === null
    ? { type: "message", role, content }
    : { type: "message", role, content, name };
}

function parts(content: string | readonly ChatPart[], param: string): readonly ContentPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part, position) => contentPart(part, `${param}[${position}]`));
}

/**
 * The schema has seen to it that the member that makes the part is there. What is missing in it is missing for whoever
 * does not hand it on as it is: `missing_required_parameter`.
 */
function contentPart(part: ChatPart, param: string): ContentPart {
  const inner = (part[part.type] ?? {}) as Record<string, unknown>;
  const text = (name: string) => (typeof inner[name] === "string" ? inner[name] : undefined);
  const needed = (name: string): string => {
    const given = text(name);
    if (given !== undefined) return given;
    const place = `${param}.${part.type}.${name}`;
    throw new ParleyError("missing_required_parameter", {
      message: `Missing required parameter: '${place}'.`,
      param: place,
    });
  };
  const cache = cacheMark(part["cache_control"]);
  switch (part.type) {
    case "text":
      return { type: "text", text: String(part["text"]), ...cache };
    case "refusal":
      return { type: "refusal", refusal: String(part["refusal"]) };
    case "image_url": {
      const detail = text("detail");
      return { type: "image", url: needed("url"), ...(detail !== undefined && { detail }), ...cache };
    }
    case "input_audio":
      return { type: "audio", data: needed("data"), format: needed("format") };
    case "file": {
      const [fileId, data, filename] = [text("file_id"), text("file_data"), text("filename")];
      const url = text("file_url");
      const citations = (part["citations"] as { enabled?: unknown } | null | undefined)?.enabled === true;
      return {
        type: "file",
        ...cache,
        ...(citations && { citations }),
        ...(url !== undefined && { url }),
        ...(fileId !== undefined && { fileId }),
        ...(data !== undefined && { data }),
        ...(filename !== undefined && { filename }),
      };
    }
    default:
      throw new ParleyError("invalid_value", {
        message: `Invalid value for '${param}.type': this model does not take parts of the type '${part.type.slice(0, 64)}'.`,
        param: `${param}.type`,
      });
  }
}

/** Anthropic's member, which other gateways have made common in the chat dialect, too. */
function cacheMark(wire: unknown): { readonly cache?: CacheMark } {
  if (typeof wire !== "object" || wire === null) return {};
  const { ttl } = wire as { readonly ttl?: unknown };
  return { cache: typeof ttl === "string" ? { ttl } : {} };
}

function chatOptions(request: ChatRequest): GenerateOptions {
  const options: Record<string, unknown> = {
    ...samplingOptions(request),
    maxOutputTokens: request.max_completion_tokens ?? request.max_tokens,
    logprobs: request.logprobs,
    topLogprobs: request.top_logprobs,
    format: request.response_format ? answerFormat(request.response_format) : undefined,
    tools: tools(request),
    toolChoice: toolChoice(request),
    parallelToolCalls: request.parallel_tool_calls,
    reasoningEffort: request.reasoning_effort,
    verbosity: request.verbosity,
    topK: figure(request["top_k"]),
    endUser: words(request["safety_identifier"]) ?? request.user,
    cacheKey: words(request["prompt_cache_key"]),
    serviceTier: request.service_tier,
    ...unknownMembers(request),
  };
  return withoutNothing(options);
}

function figure(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** What chat and the legacy completions share; `null` on the wire means the same as absent. */
export function samplingOptions(request: {
  temperature?: number | null | undefined;
  top_p?: number | null | undefined;
  n?: number | null | undefined;
  stop?: string | readonly string[] | null | undefined;
  presence_penalty?: number | null | undefined;
  frequency_penalty?: number | null | undefined;
  logit_bias?: Record<string, number> | null | undefined;
  seed?: number | null | undefined;
}): Record<string, unknown> {
  return {
    temperature: request.temperature,
    topP: request.top_p,
    choices: request.n,
    stop: typeof request.stop === "string" ? [request.stop] : request.stop,
    presencePenalty: request.presence_penalty,
    frequencyPenalty: request.frequency_penalty,
    logitBias: request.logit_bias,
    seed: request.seed,
  };
}

/** Leaves out what is null or undefined. */
export function withoutNothing(options: Record<string, unknown>): GenerateOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== null && value !== undefined),
  );
}

function answerFormat(format: NonNullable<ChatRequest["response_format"]>): AnswerFormat {
  if (format.type !== "json_schema") return { type: format.type };
  const { name, schema, strict, description } = format.json_schema;
  return {
    type: "json_schema",
    name,
    schema: (schema ?? true) as JsonSchema,
    strict: strict ?? false,
    ...(typeof description === "string" && { description }),
  };
}

type FunctionDefinition = NonNullable<ChatRequest["functions"]>[number];

function tools(request: ChatRequest): readonly Tool[] | undefined {
  if (request.tools) return request.tools.filter(isOwnTool).map(ownTool);
  return request.functions ? request.functions.map(functionTool) : undefined;
}

function ownTool(tool: ChatTool): Tool {
  if (tool.type === "function") return functionTool(tool.function);
  const { name, description, format } = tool.custom;
  return {
    type: "custom",
    name,
    ...(typeof description === "string" && { description }),
    ...(format?.type === "grammar" && {
      grammar: { syntax: format.grammar.syntax, definition: format.grammar.definition },
    }),
  };
}

function functionTool(definition: FunctionDefinition): Tool {
  const { name, description, parameters, strict } = definition;
  return {
    type: "function",
    name,
    ...(typeof description === "string" && { description }),
    ...(parameters !== undefined && parameters !== null && { parameters: parameters as JsonSchema }),
    ...(typeof strict === "boolean" && { strict }),
  };
}

function toolChoice(request: ChatRequest): ToolChoice | undefined {
  const choice = request.tool_choice ?? request.function_call;
  if (choice === undefined || choice === null) return undefined;
  if (choice === "none" || choice === "auto" || choice === "required") return { type: choice };
  if ("allowed_tools" in choice) {
    const { mode, tools } = choice.allowed_tools as { mode: "auto" | "required"; tools: NamedTool[] };
    return { type: "allowed", mode, names: tools.map(nameOf) };
  }
  // A choice of another kind is in `needs`.
  const name = nameOf(choice as NamedTool);
  return name === "" ? undefined : { type: "named", name };
}

interface NamedTool {
  readonly name?: string;
  readonly function?: { readonly name: string } | null;
  readonly custom?: { readonly name: string } | null;
}

function nameOf(tool: NamedTool): string {
  return tool.function?.name ?? tool.custom?.name ?? tool.name ?? "";
}
