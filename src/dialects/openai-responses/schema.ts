import { z } from "zod";
import { anyObject } from "../../lib/any-object.ts";
import { integer } from "../../lib/validate.ts";
import { inputItem } from "./items-schema.ts";

/** Tools that OpenAI runs itself, or that only its own models know. */
export const hostedTools = [
  "web_search",
  "web_search_2025_08_26",
  "web_search_preview",
  "web_search_preview_2025_03_11",
  "file_search",
  "code_interpreter",
  "image_generation",
  "mcp",
  "computer",
  "computer_use_preview",
  "local_shell",
  "shell",
  "apply_patch",
  "tool_search",
  "namespace",
  "programmatic_tool_calling",
] as const;

const tool = z.discriminatedUnion("type", [
  z.looseObject({
    type: z.literal("function"),
    name: z.string().min(1).max(64),
    description: z.string().nullish(),
    parameters: anyObject.nullish(),
    strict: z.boolean().nullish(),
  }),
  z.looseObject({
    type: z.literal("custom"),
    name: z.string().min(1),
    description: z.string().nullish(),
    format: z.looseObject({ type: z.string() }).nullish(),
  }),
  z.looseObject({ type: z.enum(hostedTools) }),
]);

const namedTool = z.looseObject({ type: z.enum(["function", "custom"]), name: z.string() });

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.discriminatedUnion("type", [
    namedTool,
    z.looseObject({
      type: z.literal("allowed_tools"),
      mode: z.enum(["auto", "required"]),
      tools: z.array(namedTool),
    }),
    z.looseObject({ type: z.enum(hostedTools) }),
  ]),
]);

const format = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("text") }),
  z.looseObject({ type: z.literal("json_object") }),
  z.looseObject({
    type: z.literal("json_schema"),
    name: z.string(),
    schema: anyObject,
    strict: z.boolean().nullish(),
    description: z.string().nullish(),
  }),
]);

const asked = {
  model: z.string().min(1).describe("Name of a model, as GET /v1/models lists it."),
  input: z
    .union([z.string(), z.array(inputItem)])
    .nullish()
    .describe("The conversation so far, or what is new of it, oldest first; or one text."),
  instructions: z.string().nullish(),
  tools: z.array(tool).max(128).nullish(),
  tool_choice: toolChoice.nullish(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z.looseObject({ format: format.nullish(), verbosity: z.string().nullish() }).nullish(),
  reasoning: z.looseObject({ effort: z.string().nullish(), summary: z.string().nullish() }).nullish(),
  previous_response_id: z.string().nullish(),
  conversation: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
};

/** Body of `POST /v1/responses`. Members that are not named here are told of as not obeyed. */
export const responseRequest = z.looseObject({
  ...asked,
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({}).nullish(),
  store: z.boolean().nullish(),
  background: z.boolean().nullish(),
  prompt: z.looseObject({}).nullish(),
  include: z.array(z.string()).nullish(),
  max_output_tokens: integer(1).nullish(),
  /** Bounds the calls of tools that the server runs: here it runs none. */
  max_tool_calls: integer(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  top_logprobs: integer(0, 20).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  truncation: z.enum(["auto", "disabled"]).nullish(),
  /** Parley's own; see `memoryWish` of the HTTP floor. */
  memory: z
    .strictObject({
      policy: z.enum(["error", "truncate_oldest", "recall", "summarize"]).nullish(),
      max_tokens: integer(1, 10_000_000).nullish(),
    })
    .nullish()
    .describe("How a stored conversation is cut where it is longer than its context."),
  metadata: z
    .record(z.string().max(64), z.string().max(512))
    .refine((pairs) => Object.keys(pairs).length <= 16, { message: "expected at most 16 pairs" })
    .nullish(),
  service_tier: z.string().nullish(),
  safety_identifier: z.string().nullish(),
  prompt_cache_key: z.string().nullish(),
  user: z.string().nullish(),
});

/** Body of `POST /v1/responses/input_tokens`. */
export const inputTokensRequest = z.looseObject(asked);

export type ResponseRequest = z.infer<typeof responseRequest>;
export type InputTokensRequest = z.infer<typeof inputTokensRequest>;
