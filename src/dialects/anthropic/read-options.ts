import type { GenerateOptions } from "../../spec/call.ts";
import type { AnswerFormat, Tool, ToolChoice } from "../../spec/tool.ts";
import type { Block } from "./blocks.ts";
import { anthropicOnly, cacheMark } from "./read-parts.ts";
import {
  type CountRequest,
  countRequest,
  type CustomTool,
  messagesRequest,
  type MessagesRequest,
} from "./schema.ts";

/** How the answer shall be. A request for a count has fewer wishes than one for an answer. */
export function readOptions(request: CountRequest | MessagesRequest): GenerateOptions {
  const asked = request as Partial<MessagesRequest>;
  const servers = request["mcp_servers"];
  if (Array.isArray(servers) && servers.length > 0) throw anthropicOnly("'mcp_servers'", "mcp_servers");
  const choice = request.tool_choice;
  const alone =
    choice && "disable_parallel_tool_use" in choice ? choice.disable_parallel_tool_use : undefined;
  const options: { readonly [name in keyof GenerateOptions]: GenerateOptions[name] | null | undefined } = {
    maxOutputTokens: asked.max_tokens,
    temperature: asked.temperature,
    topP: asked.top_p,
    topK: asked.top_k === 0 ? undefined : asked.top_k,
    stop: asked.stop_sequences?.length === 0 ? undefined : asked.stop_sequences,
    format: answerFormat(request),
    tools: request.tools?.map(tool),
    toolChoice: toolChoice(request),
    parallelToolCalls: typeof alone === "boolean" ? !alone : undefined,
    reasoningEffort: reasoningEffort(request),
    reasoningTokens:
      request.thinking?.type === "enabled" ? (request.thinking["budget_tokens"] as number) : undefined,
    endUser: asked.metadata?.user_id,
    // The chat dialect's word for what Anthropic calls `standard_only`.
    serviceTier: asked.service_tier === "standard_only" ? "default" : asked.service_tier,
    others: others(request),
  };
  const known = Object.entries(options).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(known) as GenerateOptions;
}

function tool(wire: NonNullable<CountRequest["tools"]>[number], position: number): Tool {
  if (typeof wire.type === "string" && wire.type !== "custom")
    throw anthropicOnly(`The tool '${wire.type.slice(0, 64)}'`, `tools[${position}].type`);
  const { name, description, input_schema, strict, cache_control } = wire as CustomTool;
  return {
    type: "function",
    name,
    ...(typeof description === "string" && { description }),
    parameters: input_schema,
    ...(typeof strict === "boolean" && { strict }),
    ...cacheMark({ cache_control }),
  };
}

function toolChoice({ tool_choice: choice }: CountRequest): ToolChoice | undefined {
  if (choice === undefined || choice === null) return undefined;
  switch (choice.type) {
    case "any":
      return { type: "required" };
    case "tool":
      return { type: "named", name: choice.name };
    default:
      return { type: choice.type };
  }
}

/** Anthropic gives schemas no name, and holds every answer to them. */
function answerFormat(request: CountRequest): AnswerFormat | undefined {
  const format = request.output_config?.format ?? request.output_format;
  if (format === undefined || format === null) return undefined;
  return { type: "json_schema", name: "answer", schema: format.schema, strict: true };
}

/** What `thinking: adaptive` comes to where no effort is named: Anthropic's own default. */
const defaultEffort = "high";

function reasoningEffort({ thinking, output_config: config }: CountRequest): string | undefined {
  if (thinking?.type === "disabled") return "none";
  const effort = config?.effort ?? undefined;
  return thinking?.type === "adaptive" ? (effort ?? defaultEffort) : effort;
}

const understood: ReadonlySet<string> = new Set([
  ...Object.keys(messagesRequest.shape),
  ...Object.keys(countRequest.shape),
]);

/** Members of members that are understood, or that say nothing about the answer. */
const inner = {
  output_config: new Set(["effort", "format"]),
  metadata: new Set(["user_id"]),
  tools: new Set(["type", "name", "description", "input_schema", "strict", "cache_control"]),
  thinking: new Set(["type", "budget_tokens"]),
} as const;

/** What no option stands for, by its path. */
function others(request: CountRequest): Readonly<Record<string, unknown>> | undefined {
  const found = new Map<string, unknown>();
  const gather = (value: unknown, known: ReadonlySet<string>, path: string): void => {
    for (const [name, member] of Object.entries(value ?? {}))
      if (!known.has(name) && member !== null && member !== undefined) found.set(path + name, member);
  };
  gather(request, understood, "");
  gather(request.output_config, inner.output_config, "output_config.");
  gather(request["metadata"], inner.metadata, "metadata.");
  gather(request.thinking, inner.thinking, "thinking.");
  // Thoughts are told where there are any: only to keep them back is something else.
  if (request.thinking?.["display"] === "summarized") found.delete("thinking.display");
  for (const [i, wire] of (request.tools ?? []).entries()) gather(wire, inner.tools, `tools[${i}].`);
  const { thinking, output_config: config } = request;
  if (thinking && !["enabled", "adaptive", "disabled"].includes(thinking.type))
    found.set("thinking.type", thinking.type);
  if (thinking?.type === "disabled" && config?.effort) found.set("output_config.effort", config.effort);
  for (const [i, { content }] of request.messages.entries())
    if (typeof content !== "string") gatherCitations(content, `messages[${i}].content`, found);
  return found.size === 0 ? undefined : Object.fromEntries(found);
}

/** Search results become text, which cannot be cited by its number. */
function gatherCitations(blocks: readonly Block[], path: string, found: Map<string, unknown>): void {
  for (const [i, block] of blocks.entries()) {
    if (block.type !== "search_result") continue;
    const wish = block["citations"] as { readonly enabled?: unknown } | null | undefined;
    if (wish?.enabled === true) found.set(`${path}[${i}].citations`, wish);
  }
}
