import { z } from "zod";
import { anyObject } from "../../lib/any-object.ts";
import { integer } from "../../lib/validate.ts";
import { block, cacheControl, textBlock } from "./blocks.ts";
import { holdTo } from "./hold-to.ts";

/** Members that are not named here are handed on to Anthropic; for other upstreams the caller is warned. */

const content = z.union([z.string(), z.array(block)]);

const message = z.discriminatedUnion("role", [
  z.looseObject({ role: z.literal("user"), content }),
  z.looseObject({ role: z.literal("assistant"), content }),
  z.looseObject({ role: z.literal("system"), content: z.union([z.string(), z.array(textBlock)]) }),
]);

/** A tool of the caller's has a schema; one of Anthropic's own has a type, and Anthropic judges the rest. */
const tool = z.looseObject({ type: z.string().nullish(), name: z.string().nullish() }).check((context) => {
  const { type } = context.value;
  if (type === undefined || type === null || type === "custom") holdTo(context, customTool);
});

const customTool = z.looseObject({
  type: z.literal("custom").nullish(),
  name: z.string().min(1).max(128),
  description: z.string().nullish(),
  input_schema: anyObject,
  strict: z.boolean().nullish(),
  cache_control: cacheControl.nullish(),
});

const parallel = { disable_parallel_tool_use: z.boolean().nullish() };
const toolChoice = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("auto"), ...parallel }),
  z.looseObject({ type: z.literal("any"), ...parallel }),
  z.looseObject({ type: z.literal("tool"), name: z.string().min(1), ...parallel }),
  z.looseObject({ type: z.literal("none") }),
]);

const thinking = z.looseObject({ type: z.string() }).check((context) => {
  if (context.value.type === "enabled") holdTo(context, enabledThinking);
});
const enabledThinking = z.looseObject({ type: z.literal("enabled"), budget_tokens: integer(1) });

const jsonFormat = z.looseObject({ type: z.literal("json_schema"), schema: anyObject });

/** What a conversation is made of, for an answer as for a count of its tokens. */
const input = {
  model: z.string().min(1).describe("Name of a model, as GET /v1/models lists it."),
  messages: z.array(message).min(1).describe("The conversation so far, oldest first."),
  system: z.union([z.string(), z.array(textBlock)]).nullish(),
  tools: z.array(tool).max(1024).nullish(),
  tool_choice: toolChoice.nullish(),
  thinking: thinking.nullish(),
  output_config: z.looseObject({ effort: z.string().nullish(), format: jsonFormat.nullish() }).nullish(),
  output_format: jsonFormat.nullish().describe("The older place of `output_config.format`."),
  cache_control: cacheControl.nullish(),
};

/** Body of `POST /v1/messages/count_tokens`. */
export const countRequest = z.looseObject(input);

/** Body of `POST /v1/messages`. */
export const messagesRequest = z.looseObject({
  ...input,
  max_tokens: integer(1),
  stop_sequences: z.array(z.string()).nullish(),
  stream: z.boolean().nullish(),
  temperature: z.number().min(0).max(1).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_k: integer(0).nullish(),
  metadata: z.looseObject({ user_id: z.string().max(256).nullish() }).nullish(),
  service_tier: z.string().nullish(),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;
export type CountRequest = z.infer<typeof countRequest>;
export type WireMessage = z.infer<typeof message>;
export type CustomTool = z.infer<typeof customTool>;

const tokens = integer(0);

/** Answer of `POST /v1/messages`. A figure that nobody told is `null`. */
export const messageAnswer = z.looseObject({
  id: z.string(),
  type: z.literal("message"),
  role: z.literal("assistant"),
  model: z.string(),
  content: z.array(z.looseObject({ type: z.string() })),
  stop_reason: z.string(),
  stop_sequence: z.string().nullable(),
  usage: z.looseObject({
    input_tokens: tokens.nullable(),
    output_tokens: tokens.nullable(),
    cache_read_input_tokens: tokens.nullable(),
    cache_creation_input_tokens: tokens.nullable(),
  }),
});

/** Answer of `POST /v1/messages/count_tokens`. */
export const countAnswer = z.object({ input_tokens: tokens });

/** What every failure looks like. */
export const failure = z.object({
  type: z.literal("error"),
  error: z.object({ type: z.string(), message: z.string() }),
  request_id: z.string(),
});
