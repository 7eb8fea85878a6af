import { lookUp } from "../../../lib/look-up.ts";
import { z } from "zod";
import { anyObject } from "../../../lib/any-object.ts";
import { integer } from "../../../lib/validate.ts";

/** Members that are not named here are handed on to upstreams that speak the same dialect. */

const part = z.looseObject({ type: z.string() }).check(({ value, issues }) => {
  const needed = lookUp(partMembers, value.type);
  if (needed === undefined) return;
  const member = value[needed.name];
  if (typeof member !== needed.type || Array.isArray(member))
    issues.push({
      code: "invalid_type",
      expected: needed.type,
      path: [needed.name],
      input: member,
      message: "",
    });
});

/**
 * The member that makes a part, by its type. Types that are not listed, and what is in a member, are left to the
 * upstream: some take a picture that they know already (`image_url: null` beside an id), or sounds that say by
 * themselves what they are.
 */
const partMembers: Readonly<
  Record<string, { readonly name: string; readonly type: "string" | "object" } | undefined>
> = {
  text: { name: "text", type: "string" },
  refusal: { name: "refusal", type: "string" },
  image_url: { name: "image_url", type: "object" },
  input_audio: { name: "input_audio", type: "object" },
  file: { name: "file", type: "object" },
};

const content = z.union([z.string(), z.array(part).min(1)]);

const toolCall = z
  .looseObject({
    id: z.string(),
    type: z.enum(["function", "custom"]).nullish(),
    function: z.looseObject({ name: z.string(), arguments: z.string() }).nullish(),
    custom: z.looseObject({ name: z.string(), input: z.string() }).nullish(),
  })
  .check(({ value, issues }) => {
    if (!value.function && !value.custom) issues.push(without(value.type ?? "function"));
  });

const message = z.discriminatedUnion("role", [
  z.looseObject({ role: z.enum(["system", "developer", "user"]), content, name: z.string().nullish() }),
  z.looseObject({
    role: z.literal("assistant"),
    content: content.nullish(),
    refusal: z.string().nullish(),
    name: z.string().nullish(),
    tool_calls: z.array(toolCall).nullish(),
    function_call: z.looseObject({ name: z.string(), arguments: z.string() }).nullish(),
  }),
  z.looseObject({ role: z.literal("tool"), content, tool_call_id: z.string() }),
  z.looseObject({ role: z.literal("function"), content: content.nullish(), name: z.string() }),
]);

/** Roles that OpenAI does not have are between the caller and an upstream of the same protocol. */
const foreignMessage = z.looseObject({ role: z.string() }).check((context) => {
  if (knownRoles.has(context.value.role)) context.issues.push(wrongBranch(context.value));
});
const knownRoles: ReadonlySet<string> = new Set([
  "system",
  "developer",
  "user",
  "assistant",
  "tool",
  "function",
]);

/** What fits no better here is told by the other branch of a union. */
function wrongBranch(input: unknown): z.core.$ZodRawIssue {
  return { code: "invalid_type", expected: "object", path: [], input, message: "" };
}

/** A call, or the choice of one, that does not say of what. */
function without(member: string): z.core.$ZodRawIssue {
  return { code: "invalid_type", expected: "object", path: [member], input: undefined, message: "" };
}

const schemaObject = z.union([anyObject, z.boolean()]);
/** OpenAI takes less of each. Others take more, and these bounds are against abuse alone. */
const longestName = 256;
const mostTools = 1_024;
const mostStops = 256;

const functionDefinition = z.looseObject({
  name: z.string().min(1).max(longestName),
  description: z.string().nullish(),
  parameters: schemaObject.nullish(),
  strict: z.boolean().nullish(),
});

const toolFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({
    type: z.literal("grammar"),
    grammar: z.looseObject({ syntax: z.string(), definition: z.string() }),
  }),
]);

const tool = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("function"), function: functionDefinition }),
  z.looseObject({
    type: z.literal("custom"),
    custom: z.looseObject({
      name: z.string().min(1).max(longestName),
      description: z.string().nullish(),
      format: toolFormat.nullish(),
    }),
  }),
]);

/** Tools that a server runs itself, such as a search of the web. */
const foreignTool = z.looseObject({ type: z.string() }).check((context) => {
  const { type } = context.value;
  if (type === "function" || type === "custom") context.issues.push(wrongBranch(context.value));
});

/** Some write the name as the Responses dialect does, beside the type. */
const namedTool = z
  .looseObject({
    type: z.enum(["function", "custom"]),
    function: z.looseObject({ name: z.string().min(1) }).nullish(),
    custom: z.looseObject({ name: z.string().min(1) }).nullish(),
    name: z.string().min(1).nullish(),
  })
  .check(({ value, issues }) => {
    if (!value.function && !value.custom && !value.name) issues.push(without(value.type));
  });

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.discriminatedUnion("type", [
    namedTool,
    z.looseObject({
      type: z.literal("allowed_tools"),
      allowed_tools: z.looseObject({ mode: z.enum(["auto", "required"]), tools: z.array(namedTool) }),
    }),
  ]),
  z.looseObject({ type: z.string() }).check((context) => {
    if (["function", "custom", "allowed_tools"].includes(context.value.type))
      context.issues.push(wrongBranch(context.value));
  }),
]);

const responseFormat = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({
      name: z.string(),
      description: z.string().nullish(),
      schema: schemaObject.nullish(),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const positive = integer(1);

/** Sampling parameters that chat and the legacy completions share. */
export const sampling = {
  temperature: z.number().min(0).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: integer(1, 128).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(mostStops)]).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  logit_bias: z.record(z.string(), z.number().min(-100).max(100)).nullish(),
  seed: z.int().nullish(),
  user: z.string().nullish(),
  max_tokens: positive.nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
};

/** Body of `POST /v1/chat/completions`. */
export const chatRequest = z.looseObject({
  model: z.string().min(1).describe("Name of a model, as GET /v1/models lists it."),
  messages: z
    .array(z.union([message, foreignMessage]))
    .min(1)
    .describe("The conversation so far, oldest first."),
  ...sampling,
  max_completion_tokens: positive.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: integer(0, 20).nullish(),
  response_format: responseFormat.nullish(),
  tools: z
    .array(z.union([tool, foreignTool]))
    .max(mostTools)
    .nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  functions: z.array(functionDefinition).max(mostTools).nullish(),
  function_call: z.union([z.enum(["none", "auto"]), z.looseObject({ name: z.string() })]).nullish(),
  reasoning_effort: z.string().nullish(),
  verbosity: z.string().nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  store: z.boolean().nullish(),
  service_tier: z.string().nullish(),
});

/** Whether the message is of a role that OpenAI has. */
export function isKnownMessage(message: { readonly role: string }): message is ChatMessage {
  return knownRoles.has(message.role);
}

/** Whether the tool is one that the caller runs. */
export function isOwnTool(tool: { readonly type: string }): tool is ChatTool {
  return tool.type === "function" || tool.type === "custom";
}

export type ChatRequest = z.infer<typeof chatRequest>;
export type ChatMessage = z.infer<typeof message>;
export type ChatTool = z.infer<typeof tool>;
export type ChatPart = z.infer<typeof part>;

const tokenCount = integer(0);

/** Token counts of the chat and completions dialects. Members that are unknown are absent. */
export const chatUsage = z.object({
  prompt_tokens: tokenCount,
  completion_tokens: tokenCount,
  total_tokens: tokenCount,
  prompt_tokens_details: z.object({ cached_tokens: tokenCount.optional() }).optional(),
  completion_tokens_details: z.object({ reasoning_tokens: tokenCount.optional() }).optional(),
});

const finishReason = z.enum(["stop", "length", "tool_calls", "content_filter", "function_call"]);

/** Answer of `POST /v1/chat/completions`. */
export const chatCompletion = z.looseObject({
  id: z.string(),
  object: z.literal("chat.completion"),
  created: z.int(),
  model: z.string(),
  choices: z.array(
    z.looseObject({
      index: z.int(),
      message: z.looseObject({
        role: z.literal("assistant"),
        content: z.string().nullable(),
        refusal: z.string().nullable(),
      }),
      logprobs: z.looseObject({}).nullable(),
      finish_reason: finishReason,
    }),
  ),
  usage: chatUsage.optional(),
});
