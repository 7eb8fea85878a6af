import { z } from "zod";
import { inputItem } from "../../dialects/openai-responses/items-schema.ts";
import { responseRequest } from "../../dialects/openai-responses/schema.ts";
import { conversationLimits as limits } from "../../engine/conversations/limits.ts";
import { integer } from "../../lib/validate.ts";
import { memoryWish } from "../memory-wish.ts";

const metadata = z
  .record(z.string().max(limits.metadataKey), z.string().max(limits.metadataValue))
  .refine((pairs) => Object.keys(pairs).length <= limits.metadataPairs, {
    message: `expected at most ${limits.metadataPairs} pairs`,
  })
  .describe("Your own labels.");

export const expiresIn = integer(limits.leastExpiry, limits.mostExpiry).describe(
  "After how many seconds the conversation is deleted. Without it, it stays.",
);

/** Body of `POST /v1/conversations`. */
export const conversationCreate = z.strictObject({
  metadata: metadata.nullish(),
  items: z.array(inputItem).max(limits.itemsPerRequest).nullish().describe("What was said before."),
  expires_in: expiresIn.nullish(),
  memory: memoryWish.nullish(),
});

/** Body of `POST /v1/conversations/:id`. */
export const conversationUpdate = z.strictObject({
  metadata: metadata.nullish().describe("Replaces all labels."),
  expires_in: expiresIn.nullish(),
  memory: memoryWish.nullish().describe("Replaces what was said of memory; `{}` takes it back."),
});

/** Body of `POST /v1/conversations/:id/items`. */
export const itemsCreate = z.strictObject({
  items: z.array(inputItem).min(1).max(limits.itemsPerRequest),
});

/** Body of `POST /v1/conversations/:id/items/:item/pin`. */
export const itemPin = z.strictObject({
  pinned: z.boolean().default(true).describe("Whether the item is always part of the context."),
});

/** Accepted, as all of it is always there. */
const include = z.array(z.string().max(100)).max(20).optional();

export const itemQuery = z.strictObject({ include });

export const itemsQuery = z.strictObject({
  after: z.string().max(200).optional().describe("Id of the item that the page begins behind."),
  limit: integer(1, limits.itemsPerPage).default(limits.itemsPerPageUsually),
  order: z.enum(["asc", "desc"]).default("desc"),
  include,
});

export const conversationObject = z.object({
  id: z.string(),
  object: z.literal("conversation"),
  created_at: z.int(),
  metadata: z.record(z.string(), z.string()),
  expires_at: z.int().optional(),
  memory: memoryWish.optional(),
});

/** Query of `GET /v1/conversations`. */
export const conversationsQuery = z.strictObject({
  after: z.string().max(200).optional().describe("`last_id` of the page before."),
  limit: integer(1, limits.itemsPerPage).default(limits.itemsPerPageUsually),
  order: z.enum(["asc", "desc"]).default("desc").describe("`desc`: the newest first."),
  query: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe(
      "Words that were all said in the conversation. A page may then be empty although there is more: as long as `has_more` is true, `last_id` leads further.",
    ),
});

export const conversationList = z.object({
  object: z.literal("list"),
  data: z.array(
    conversationObject.extend({
      item_count: z.int(),
      preview: z.string().nullable().describe("How its first message begins."),
    }),
  ),
  first_id: z.string().nullable(),
  last_id: z.string().nullable().describe("With `query` the last one that was looked into."),
  has_more: z.boolean(),
});

export const conversationDeleted = z.object({
  id: z.string(),
  object: z.literal("conversation.deleted"),
  deleted: z.literal(true),
});

/** An item as the Responses protocol has it. */
export const itemObject = z.looseObject({ id: z.string(), type: z.string(), status: z.string().optional() });

export const itemList = z.object({
  object: z.literal("list"),
  data: z.array(itemObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

/** Body of `POST /v1/conversations/:id/context`. */
export const contextRequest = z.strictObject({
  input: z
    .union([z.string(), z.array(inputItem).max(limits.itemsPerRequest)])
    .nullish()
    .describe("What would be said now."),
  max_tokens: integer(1, limits.mostContextTokens)
    .nullish()
    .describe("Bound of the context, the input included; by default that which a call would have."),
  policy: memoryWish.shape.policy.describe(
    "How a conversation that is longer is cut; by default as the conversation, its project or the settings say.",
  ),
  model: z.string().min(1).nullish().describe("The model that would be asked."),
  instructions: responseRequest.shape.instructions,
  tools: responseRequest.shape.tools,
  text: responseRequest.shape.text,
  max_output_tokens: responseRequest.shape.max_output_tokens,
  truncation: responseRequest.shape.truncation,
  context_management: z
    .array(
      z.strictObject({
        type: z.literal("compaction"),
        compact_threshold: integer(1, limits.mostContextTokens).nullish(),
      }),
    )
    .length(1)
    .nullish()
    .describe("As in a response: a summary above so many tokens."),
});

export const contextObject = z.object({
  object: z.literal("conversation.context"),
  policy: z.string(),
  policy_by: z.string().describe("Who chose it: request, conversation, project, model, settings or default."),
  max_tokens: z.int(),
  max_tokens_by: z.string(),
  items: z.array(
    z.object({
      id: z.string().nullable(),
      type: z.string(),
      role: z.string().nullable(),
      tokens: z.int(),
      why: z.enum(["pinned", "recent", "recalled", "summary"]),
    }),
  ),
  tokens: z.int(),
  input_tokens: z.int().describe("Of the input, the instructions and the tools; part of `tokens`."),
  dropped: z
    .array(z.object({ id: z.string(), tokens: z.int() }))
    .describe("What is left out, in its order; the newest 10,000 where that is more."),
  dropped_items: z.int().describe("How much is left out at all."),
  dropped_tokens: z.int(),
  warnings: z.array(z.string()),
});

/** A line of an export. What an import does not need may be left out. */
export const exportedLine = z.discriminatedUnion("object", [
  z.looseObject({
    object: z.literal("conversation"),
    metadata: metadata.nullish(),
    memory: memoryWish.nullish(),
  }),
  z.looseObject({
    object: z.literal("conversation.item"),
    created_at: z.number().min(0).max(8_640_000_000_000).nullish(),
    pinned: z.boolean().nullish(),
    item: inputItem,
  }),
]);
