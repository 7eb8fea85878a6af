import type { GenerateOptions } from "../../../spec/call.ts";
import { type ChatRequest, chatRequest, isKnownMessage, isOwnTool } from "./schema.ts";

type Found = Map<string, unknown>;

/** More of them say nothing new. */
const mostMembers = 64;

/** Members that have an option, or are no wishes about the answer. */
const understood: ReadonlySet<string> = new Set([
  ...Object.keys(chatRequest.shape).filter((name) => name !== "metadata" && name !== "store"),
  "top_k",
  "safety_identifier",
  "prompt_cache_key",
]);

/** By the name of what they stand in. */
const inner: Readonly<Record<"message" | "part" | "tool" | "function" | "custom", ReadonlySet<string>>> = {
  message: new Set([
    "role",
    "content",
    "name",
    "refusal",
    "tool_calls",
    "function_call",
    "tool_call_id",
    // Thoughts come back under several names; annotations are what an answer had.
    "reasoning",
    "reasoning_content",
    "reasoning_details",
    "annotations",
  ]),
  part: new Set([
    "type",
    "text",
    "refusal",
    "image_url",
    "input_audio",
    "file",
    "cache_control",
    "citations",
  ]),
  tool: new Set(["type", "function", "custom"]),
  function: new Set(["name", "description", "parameters", "strict"]),
  custom: new Set(["name", "description", "format"]),
};

const partInner: Readonly<Record<string, ReadonlySet<string>>> = {
  image_url: new Set(["url", "detail"]),
  input_audio: new Set(["data", "format"]),
  file: new Set(["file_id", "file_data", "file_url", "filename"]),
};

/**
 * What of a chat request no option stands for, by its path: `others`, without which the answer is right, and `needs`,
 * without which it is another one.
 */
export function unknownMembers(request: ChatRequest): Pick<GenerateOptions, "others" | "needs"> {
  const others: Found = new Map();
  const needs: Found = new Map();
  for (const [name, value] of Object.entries(request)) {
    if (understood.has(name) || isNothing(value) || isHarmless(name, value)) continue;
    (isNeeded(name, value) ? needs : others).set(name, value);
  }
  for (const [position, message] of request.messages.entries()) {
    const path = `messages[${position}]`;
    if (!isKnownMessage(message)) needs.set(`${path}.role`, message.role);
    else {
      gather(message, inner.message, path, others);
      if (Array.isArray(message.content)) gatherParts(message.content, `${path}.content`, others);
    }
    if (others.size >= mostMembers) break;
  }
  for (const [position, tool] of (request.tools ?? []).entries()) {
    const path = `tools[${position}]`;
    if (!isOwnTool(tool)) needs.set(`${path}.type`, tool.type);
    else {
      gather(tool, inner.tool, path, others);
      const own = tool.type === "function" ? tool.function : tool.custom;
      gather(own, inner[tool.type], `${path}.${tool.type}`, others);
    }
  }
  const choice = request.tool_choice;
  if (typeof choice === "object" && choice !== null && !knownChoices.has(String(choice["type"])))
    needs.set("tool_choice", choice);
  return {
    ...(others.size > 0 && { others: Object.fromEntries(others) }),
    ...(needs.size > 0 && { needs: Object.fromEntries(needs) }),
  };
}

const knownChoices: ReadonlySet<string> = new Set(["function", "custom", "allowed_tools"]);

/** An answer that shall be heard is not one to be read, and one from the web is not one from memory. */
function isNeeded(name: string, value: unknown): boolean {
  if (name === "web_search_options") return true;
  return name === "modalities" && !isHarmless(name, value);
}

/** Values that ask for what happens anyway. */
function isHarmless(name: string, value: unknown): boolean {
  if (name === "store") return value === false;
  return name === "modalities" && Array.isArray(value) && value.every((one) => one === "text");
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

function gather(value: object, known: ReadonlySet<string>, path: string, found: Found): void {
  for (const [name, member] of Object.entries(value))
    if (!known.has(name) && !isNothing(member) && found.size < mostMembers)
      found.set(`${path}.${name}`, member);
}

function gatherParts(parts: readonly Readonly<Record<string, unknown>>[], path: string, found: Found): void {
  for (const [position, part] of parts.entries()) {
    gather(part, inner.part, `${path}[${position}]`, found);
    for (const [name, known] of Object.entries(partInner)) {
      const member = part[name];
      if (typeof member === "object" && member !== null)
        gather(member, known, `${path}[${position}].${name}`, found);
    }
  }
}
