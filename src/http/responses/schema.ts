import { z } from "zod";
import { responseRequest } from "../../dialects/openai-responses/schema.ts";
import { integer } from "../../lib/validate.ts";
import { contextObject, itemObject } from "../conversations/schema.ts";

/** A response, as `POST /v1/responses` and `GET /v1/responses/:id` give it. */
export const responseObject = z.looseObject({
  id: z.string(),
  object: z.literal("response"),
  created_at: z.int(),
  status: z.enum(["queued", "in_progress", "completed", "incomplete", "failed", "cancelled"]),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  incomplete_details: z.object({ reason: z.string() }).nullable(),
  model: z.string(),
  output: z.array(itemObject),
  usage: z.looseObject({}).nullable(),
});

export const responseDeleted = z.object({
  id: z.string(),
  object: z.literal("response"),
  deleted: z.literal(true),
});

/** Accepted, as all of it is always there. */
const include = z.array(z.string().max(100)).max(20).optional();

const flag = z.enum(["true", "false"]).optional();

export const retrieveQuery = z.strictObject({
  stream: flag.describe("Whether to stream the events of a response that was created with `background`."),
  starting_after: integer(0).optional().describe("The number of the event behind which the stream begins."),
  include_obfuscation: flag,
  include,
});

export const inputItemsQuery = z.strictObject({
  after: z.string().max(200).optional().describe("Id of the item that the page begins behind."),
  limit: integer(1, 100).default(20),
  order: z.enum(["asc", "desc"]).default("desc"),
  include,
});

export const inputTokens = z.object({
  object: z.literal("response.input_tokens"),
  input_tokens: z.int(),
});

/** As of a conversation. */
export const responseContext = contextObject.extend({ object: z.literal("response.context") });

const { model, input, instructions, previous_response_id, conversation } = responseRequest.shape;

/** Body of `POST /v1/responses/compact`. */
export const compactRequest = z.looseObject({
  model,
  input,
  instructions,
  previous_response_id,
  conversation,
});

export const compactedResponse = z.object({
  id: z.string(),
  object: z.literal("response.compaction"),
  created_at: z.int(),
  output: z.array(itemObject).describe("The users' messages, and an item that stands for everything else."),
  usage: z.looseObject({}).nullable(),
});
