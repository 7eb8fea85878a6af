import type { GenerateOptions } from "../../spec/call.ts";
import type { ContentPart, Item } from "../../spec/item.ts";
import { generateBody } from "./request.ts";

export type Json = Record<string, unknown>;

const signal = new AbortController().signal;

export function body(items: readonly Item[], options: GenerateOptions = {}, model = "gemini-3-flash"): Json {
  const task = { kind: "generate", items, options } as const;
  const bytes = generateBody({ callId: "req_1", model, task, stream: true, signal });
  return JSON.parse(bytes.toString()) as Json;
}

export const message = (
  role: "system" | "developer" | "user" | "assistant",
  ...content: ContentPart[]
): Item => ({
  type: "message",
  role,
  content,
});
export const text = (said: string): ContentPart => ({ type: "text", text: said });
export const call = (callId: string, name: string, more: object = {}): Item => ({
  type: "function_call",
  callId,
  name,
  arguments: "{}",
  ...more,
});
export const output = (callId: string, ...parts: ContentPart[]): Item => ({
  type: "function_call_output",
  callId,
  output: parts,
});
export const hi = message("user", text("Hi"));
export const contents = (...items: Item[]) => body(items)["contents"];
export const parts = (...content: ContentPart[]) =>
  (contents(message("user", ...content)) as readonly { readonly parts: unknown }[])[0]?.parts;
export const config = (options: GenerateOptions, model?: string) =>
  body([hi], options, model)["generationConfig"];
