import { exactText } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type {
  ContentPart,
  FunctionCallItem,
  FunctionCallOutputItem,
  Item,
  ReasoningItem,
  Role,
} from "../../spec/item.ts";
import { type Json, list, object, optional, text, union, unsupported } from "./fields.ts";
import { marked, readCacheMark, readPart, readResult } from "./read-parts.ts";
import { readSignature } from "./seals.ts";

/** The conversation of a request, `system` first. */
export function readItems(body: Json): readonly Item[] {
  const items = new Items();
  const system = optional(body["system"], "system", list) ?? [];
  for (const [position, entry] of system.entries()) items.add("system", entry, `system[${position}]`);
  const messages = list(body["messages"] ?? [], "messages");
  if (messages.length === 0) {
    throw new ParleyError("invalid_value", {
      message:
        "A conversation must start with a user message. Try again with a conversation that starts with a user message.",
      param: "messages",
    });
  }
  for (const [position, entry] of messages.entries()) {
    const at = `messages[${position}]`;
    const message = object(entry, at);
    const role = readRole(message["role"], `${at}.role`);
    items.turn();
    for (const [place, block] of list(message["content"], `${at}.content`).entries()) {
      items.add(role, block, `${at}.content[${place}]`);
    }
  }
  return items.items;
}

function readRole(value: unknown, param: string): Role {
  if (value === "user" || value === "assistant" || value === "system") return value;
  throw new ParleyError("invalid_value", { message: `'${param}' must be user, assistant or system.`, param });
}

/** Blocks one after the other become items: parts that follow each other make one message. */
class Items {
  readonly items: Item[] = [];
  #parts: ContentPart[] | undefined;

  /** What comes now is another message. */
  turn(): void {
    this.#parts = undefined;
  }

  add(role: Role, entry: unknown, param: string): void {
    const [kind, content] = union(entry, param);
    const at = `${param}.${kind}`;
    if (kind === "cachePoint") return this.#mark(content, at);
    const part = readPart(kind, content, at);
    if (part !== undefined) return this.#part(role, part);
    this.#parts = undefined;
    if (kind === "toolUse") this.items.push(readCall(object(content, at), at));
    else if (kind === "toolResult") this.items.push(readOutput(object(content, at), at));
    else if (kind === "reasoningContent") this.items.push(...readThought(content, at));
    else throw unsupported(`The block '${kind}'`, at);
  }

  #part(role: Role, part: ContentPart): void {
    if (this.#parts === undefined) {
      this.#parts = [];
      this.items.push({ type: "message", role, content: this.#parts });
    }
    this.#parts.push(part);
  }

  /** The mark belongs to what stands before it. */
  #mark(content: unknown, param: string): void {
    const cache = readCacheMark(content, param);
    const part = this.#parts?.pop();
    if (part !== undefined) {
      this.#parts?.push(marked(part, cache));
      return;
    }
    const last = this.items.pop();
    if (last === undefined) {
      throw new ParleyError("invalid_value", { message: `'${param}' has nothing before it.`, param });
    }
    this.items.push(
      last.type === "function_call" || last.type === "function_call_output" ? { ...last, cache } : last,
    );
  }
}

/** Under this name goes what a model wrote as the input of a tool and what is no JSON object. Anthropic's word. */
export const invalidInput = "INVALID_JSON";

function argumentsOf(input: unknown): string {
  if (typeof input === "object" && input !== null && Object.keys(input).length === 1) {
    const wrong = (input as Json)[invalidInput];
    if (typeof wrong === "string") return wrong;
  }
  if (typeof input === "object" && input !== null) return exactText(input);
  return JSON.stringify(input ?? {});
}

function readCall(call: Json, param: string): FunctionCallItem {
  return {
    type: "function_call",
    callId: text(call["toolUseId"], `${param}.toolUseId`),
    name: text(call["name"], `${param}.name`),
    arguments: argumentsOf(call["input"]),
  };
}

function readOutput(result: Json, param: string): FunctionCallOutputItem {
  return {
    type: "function_call_output",
    callId: text(result["toolUseId"], `${param}.toolUseId`),
    output: readResult(result["content"], `${param}.content`),
    ...(result["status"] === "error" && { failed: true }),
  };
}

function readThought(value: unknown, param: string): readonly ReasoningItem[] {
  const [kind, content] = union(value, param);
  if (kind === "redactedContent") {
    const data = text(content, `${param}.${kind}`);
    return [{ type: "reasoning", text: "", seal: { maker: "bedrock", data, hidden: true } }];
  }
  const thought = object(content, `${param}.${kind}`);
  const words = text(thought["text"], `${param}.${kind}.text`);
  const seal = readSignature(optional(thought["signature"], `${param}.${kind}.signature`, text) ?? "");
  return [{ type: "reasoning", text: words, ...(seal !== undefined && { seal }) }];
}
