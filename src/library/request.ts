import { z } from "zod";
import { integer, validate } from "../lib/validate.ts";
import type { GenerateOptions, GenerateTask } from "../spec/call.ts";
import type { ContentPart, Item, Role } from "../spec/item.ts";

/** A message, or any other item of a conversation. */
export type MessageInput = { readonly role: Role; readonly content: string | readonly ContentPart[] } | Item;

/** A question to a model. */
export interface ChatRequest extends GenerateOptions {
  /** A model's name; the settings' default model when absent. */
  readonly model?: string;
  /** What you say. Use this, or `messages`. */
  readonly prompt?: string;
  /** The conversation so far, oldest first. */
  readonly messages?: readonly MessageInput[];
  /** How the model shall behave; put in front of everything else. */
  readonly instructions?: string;
}

const part = z.looseObject({ type: z.enum(["text", "image", "audio", "file", "refusal"]) });
const content = z.union([z.string(), z.array(part)]);
const message = z.union([
  z.looseObject({ type: z.enum(["function_call", "function_call_output", "reasoning"]) }),
  z.looseObject({
    type: z.literal("message").optional(),
    role: z.enum(["system", "developer", "user", "assistant"]),
    content,
  }),
]);

/** A library is called from JavaScript, too: what types cannot see is checked here. */
const schema = z.strictObject({
  model: z.string().min(1).optional(),
  prompt: z.string().min(1).optional(),
  messages: z.array(message).min(1).optional(),
  instructions: z.string().optional(),
  maxOutputTokens: integer(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
  topP: z.number().min(0).max(1).optional(),
  choices: integer(1, 128).optional(),
  stop: z.array(z.string()).max(4).optional(),
  presencePenalty: z.number().min(-2).max(2).optional(),
  frequencyPenalty: z.number().min(-2).max(2).optional(),
  logitBias: z.record(z.string(), z.number()).optional(),
  logprobs: z.boolean().optional(),
  topLogprobs: integer(0, 20).optional(),
  seed: z.int().optional(),
  format: z.looseObject({ type: z.enum(["text", "json_object", "json_schema"]) }).optional(),
  tools: z.array(z.looseObject({ type: z.enum(["function", "custom"]), name: z.string().min(1) })).optional(),
  toolChoice: z.looseObject({ type: z.enum(["none", "auto", "required", "named", "allowed"]) }).optional(),
  parallelToolCalls: z.boolean().optional(),
  reasoningEffort: z.string().optional(),
  verbosity: z.string().optional(),
});

/** Checks a request and makes it a task. Fails with the path of the first fault. */
export function readRequest(request: ChatRequest): {
  readonly task: GenerateTask;
  readonly model: string | undefined;
} {
  const checked = validate(schema, request);
  const { model, prompt: _prompt, messages: _messages, instructions, ...options } = checked;
  const items: Item[] = [];
  if (instructions !== undefined) items.push(text("developer", instructions));
  for (const input of request.messages ?? []) items.push(itemOf(input));
  if (request.prompt !== undefined) items.push(text("user", request.prompt));
  if (items.length === 0) validate(z.object({ prompt: z.string() }), request);
  return { task: { kind: "generate", items, options: options as GenerateOptions }, model };
}

function itemOf(input: MessageInput): Item {
  if ("type" in input && input.type !== "message") return input;
  const { role, content } = input;
  const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
  return { type: "message", role, content: parts };
}

function text(role: Role, text: string): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}
