import { z } from "zod";
import { anyObject } from "../../lib/any-object.ts";
import { integer, objectAsItIs } from "../../lib/validate.ts";

/** Longest lists of a request; those of the chat dialect are no longer. */
const mostMessages = 100_000;
const mostInputs = 2_048;

const base64 = z.string().regex(/^[A-Za-z0-9+/=_-]*$/);
const model = z.string().min(1);

const toolCall = z.looseObject({
  id: z.string().nullish(),
  function: z.looseObject({ name: z.string().min(1), arguments: objectAsItIs().nullish() }),
});

const message = z.looseObject({
  role: z.enum(["system", "user", "assistant", "tool"]),
  content: z.string().nullish(),
  thinking: z.string().nullish(),
  images: z.array(base64).nullish(),
  tool_calls: z.array(toolCall).nullish(),
  tool_name: z.string().nullish(),
  tool_call_id: z.string().nullish(),
});

const tool = z.looseObject({
  type: z.literal("function").nullish(),
  function: z.looseObject({
    name: z.string().min(1),
    description: z.string().nullish(),
    parameters: anyObject.nullish(),
  }),
});

/** Members that are no model's own are strangers here: they are told apart later. */
const runtime = z.looseObject({
  num_predict: integer(-2).nullish(),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  top_k: integer(0).nullish(),
  seed: integer(Number.MIN_SAFE_INTEGER).nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  presence_penalty: z.number().nullish(),
  frequency_penalty: z.number().nullish(),
});

/** What `/api/chat` and `/api/generate` have in common. Members that are not there stay, and are told apart later. */
const common = {
  model,
  stream: z.boolean().nullish(),
  format: z.union([z.enum(["", "json"]), anyObject]).nullish(),
  think: z.union([z.boolean(), z.enum(["low", "medium", "high", "max"])]).nullish(),
  options: runtime.nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: integer(0, 20).nullish(),
  keep_alive: z.union([z.string(), z.number()]).nullish(),
  /** What becomes of a conversation that is too long: here it is always refused. */
  truncate: z.boolean().nullish(),
};

export const chatRequest = z.looseObject({
  ...common,
  messages: z.array(message).max(mostMessages).nullish(),
  tools: z.array(tool).nullish(),
});

export const generateRequest = z.looseObject({
  ...common,
  prompt: z.string().nullish(),
  system: z.string().nullish(),
  images: z.array(base64).nullish(),
  raw: z.boolean().nullish(),
});

const embedding = {
  model,
  dimensions: integer(1).nullish(),
  options: anyObject.nullish(),
  keep_alive: common.keep_alive,
  truncate: common.truncate,
};

export const embedRequest = z.looseObject({
  ...embedding,
  input: z.union([z.string(), z.array(z.string()).max(mostInputs)]),
});

/** The older `/api/embeddings`. */
export const embeddingsRequest = z.looseObject({ ...embedding, prompt: z.string() });

/** `/api/show`, `/api/pull` and `/api/delete`: older clients say `name`. */
export const namedModel = z
  .looseObject({ model: z.string().nullish(), name: z.string().nullish() })
  .transform(({ model: newer, name }) => newer || name || "")
  .pipe(z.string().min(1));

export type ChatRequest = z.infer<typeof chatRequest>;
export type GenerateRequest = z.infer<typeof generateRequest>;
export type Message = z.infer<typeof message>;
