import { z } from "zod";
import { anyObject } from "../lib/any-object.ts";
import { integer, validate } from "../lib/validate.ts";
import type { GenerateOptions, GenerateTask } from "../spec/call.ts";
import type { ContentPart, Item, Role } from "../spec/item.ts";
import { refuseSignal } from "./options.ts";

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

/** Members that only answers of certain models have: they go back as they came. */
const asItCame = z.unknown().optional();

const part = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string(), annotations: asItCame, cache: asItCame }),
  z.strictObject({
    type: z.literal("image"),
    url: z.string(),
    detail: z.string().optional(),
    cache: asItCame,
  }),
  z.strictObject({ type: z.literal("audio"), data: z.string(), format: z.string() }),
  z.strictObject({
    type: z.literal("file"),
    fileId: z.string().optional(),
    data: z.string().optional(),
    url: z.string().optional(),
    filename: z.string().optional(),
    citations: z.boolean().optional(),
    cache: asItCame,
  }),
  z.strictObject({ type: z.literal("refusal"), refusal: z.string() }),
]);

const message = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("message").optional(),
    role: z.enum(["system", "developer", "user", "assistant"]),
    content: z.union([z.string(), z.array(part)]),
    name: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal("function_call"),
    callId: z.string(),
    name: z.string(),
    arguments: z.string(),
    kind: z.enum(["function", "custom"]).optional(),
    seal: asItCame,
    cache: asItCame,
  }),
  z.strictObject({
    type: z.literal("function_call_output"),
    callId: z.string(),
    output: z.array(part),
    kind: z.literal("custom").optional(),
    failed: z.literal(true).optional(),
    cache: asItCame,
  }),
  z.strictObject({ type: z.literal("reasoning"), text: z.string(), seal: asItCame }),
]);

const jsonSchema = z.union([anyObject, z.boolean()]);

const format = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    name: z.string().min(1),
    schema: jsonSchema,
    strict: z.boolean().optional(),
    description: z.string().optional(),
  }),
]);

const tool = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("function"),
    name: z.string().min(1),
    description: z.string().optional(),
    parameters: jsonSchema.optional(),
    strict: z.boolean().optional(),
    cache: z.strictObject({ ttl: z.string().optional() }).optional(),
  }),
  z.strictObject({
    type: z.literal("custom"),
    name: z.string().min(1),
    description: z.string().optional(),
    grammar: z.strictObject({ syntax: z.string(), definition: z.string() }).optional(),
  }),
]);

const toolChoice = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["none", "auto", "required"]) }),
  z.strictObject({ type: z.literal("named"), name: z.string().min(1) }),
  z.strictObject({
    type: z.literal("allowed"),
    mode: z.enum(["auto", "required"]),
    names: z.array(z.string()),
  }),
]);

/** A library is called from JavaScript, too: what types cannot see is checked here, and nothing is dropped. */
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
  format: format.optional(),
  tools: z.array(tool).optional(),
  toolChoice: toolChoice.optional(),
  parallelToolCalls: z.boolean().optional(),
  reasoningEffort: z.string().optional(),
  verbosity: z.string().optional(),
});

/** Checks a request and makes it a task. Fails with the path of the first fault. */
export function readRequest(request: ChatRequest): {
  readonly task: GenerateTask;
  readonly model: string | undefined;
  readonly instructions: string | undefined;
} {
  refuseSignal(request);
  const checked = validate(schema, request, "request");
  const { model, prompt: _prompt, messages: _messages, instructions, ...options } = checked;
  const items: Item[] = [];
  if (instructions !== undefined) items.push(textMessage("developer", instructions));
  for (const input of request.messages ?? []) items.push(itemOf(input));
  if (request.prompt !== undefined) items.push(textMessage("user", request.prompt));
  if (items.length === 0) validate(z.object({ prompt: z.string() }), request);
  return { task: { kind: "generate", items, options: options as GenerateOptions }, model, instructions };
}

function itemOf(input: MessageInput): Item {
  if ("type" in input && input.type !== undefined && input.type !== "message") return input;
  const { role, content } = input;
  const name = "name" in input ? input.name : undefined;
  const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
  return { type: "message", role, content: parts, ...(name !== undefined && { name }) };
}

export function textMessage(role: Role, text: string): Item {
  return { type: "message", role, content: [{ type: "text", text }] };
}
