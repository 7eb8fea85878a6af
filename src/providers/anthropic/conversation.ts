import { parseBoundedJson } from "../../lib/bounded-json.ts";
import { exactObject } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { FunctionCallItem, FunctionCallOutputItem, Item, ReasoningItem } from "../../spec/item.ts";
import { type Json, known } from "../upstream/json.ts";
import { cannot } from "./cannot.ts";
import { blocksOf, cacheControl } from "./content.ts";

/** A turn of the conversation: all that one side says before the other does. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly content: Json[];
}

export interface Conversation {
  readonly system: Json[];
  readonly messages: readonly Turn[];
}

/** What the arguments of a call may be at most; what lies beyond is handed on as a text. */
const argumentBounds = { depth: 64, values: 100_000 };

/**
 * The items as turns. All that the system says goes to the front, wherever it stood: most models take it nowhere else.
 * Calls and thoughts belong to the assistant's turn, results of tools to the user's.
 */
export function conversationOf(items: readonly Item[]): Conversation {
  const system: Json[] = [];
  const messages: Turn[] = [];
  const add = (role: Turn["role"], blocks: readonly Json[]): Turn | undefined => {
    const last = messages.at(-1);
    if (blocks.length === 0) return last;
    if (last?.role === role) last.content.push(...blocks);
    else messages.push({ role, content: [...blocks] });
    return messages.at(-1);
  };
  for (const item of items) {
    if (item.type === "function_call") add("assistant", [toolUse(item)]);
    else if (item.type === "function_call_output") resultsFirst(add("user", [toolResult(item)]));
    else if (item.type === "reasoning") add("assistant", thought(item));
    else if (item.role === "user" || item.role === "assistant") add(item.role, blocksOf(item.content));
    else system.push(...systemBlocks(blocksOf(item.content)));
  }
  if (messages.length > 0) return { system, messages };
  // The API answers no instructions without a question: then they are it.
  if (system.length > 0) return { system: [], messages: [{ role: "user", content: system }] };
  throw new ParleyError("invalid_value", {
    message:
      "The conversation says nothing: the model's provider wants a message with a text or a file in it.",
    param: "messages",
  });
}

/** In a turn the API takes what tools gave before all else. */
function resultsFirst(turn: Turn | undefined): void {
  turn?.content.sort((one, other) => rank(one) - rank(other));
}

function rank({ type }: Json): number {
  return type === "tool_result" ? 0 : 1;
}

function systemBlocks(blocks: Json[]): Json[] {
  if (blocks.every((block) => block["type"] === "text")) return blocks;
  throw cannot("messages", "The model's provider takes nothing but text from the system.");
}

/** A thought of another maker, or one that was never sealed, cannot be proven and is left out. */
function thought({ text, seal }: ReasoningItem): readonly Json[] {
  if (seal?.maker !== "anthropic") return [];
  if (seal.hidden === true) return [{ type: "redacted_thinking", data: seal.data }];
  return [{ type: "thinking", thinking: text, signature: seal.data }];
}

function toolUse(item: FunctionCallItem): Json {
  return known<Json>({
    type: "tool_use",
    id: toolUseId(item.callId),
    name: item.name,
    input: item.kind === "custom" ? { input: item.arguments } : inputOf(item.arguments),
    cache_control: cacheControl(item.cache),
  });
}

function toolResult(item: FunctionCallOutputItem): Json {
  const content = blocksOf(item.output);
  return known<Json>({
    type: "tool_result",
    tool_use_id: toolUseId(item.callId),
    content: content.length === 0 ? undefined : content,
    is_error: item.failed,
    cache_control: cacheControl(item.cache),
  });
}

/** The API takes letters, digits, `_` and `-`; ids of other makers, which have more, are written in these. */
function toolUseId(callId: string): string {
  return /^[a-zA-Z0-9_-]+$/.test(callId) ? callId : `call_${Buffer.from(callId).toString("base64url")}`;
}

/** Arguments must be an object. What a model wrote otherwise goes back in the form that the documentation advises. */
function inputOf(text: string): Json {
  if (text.trim() === "") return {};
  try {
    parseBoundedJson(Buffer.from(text), argumentBounds);
    const value = exactObject(text);
    if (value !== undefined) return value as Json;
  } catch {
    // no JSON, or too much of it: told as a text below
  }
  return { INVALID_JSON: text };
}
