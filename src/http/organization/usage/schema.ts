import { z } from "zod";
import { integer } from "../../../lib/validate.ts";

/** The last second of the year 9999: whoever sends milliseconds learns it. */
const lastSecond = 253_402_300_799;

const seconds = integer(0, lastSecond);
export const names = z.array(z.string().min(1).max(256)).max(100);

/** What all queries for buckets have. */
export const bucketsQuery = {
  start_time: seconds.describe("Unix seconds; inclusive."),
  end_time: seconds.optional().describe("Unix seconds; exclusive. Now, unless given."),
  limit: integer(1).optional().describe("Buckets in an answer."),
  page: z.string().max(64).optional().describe("`next_page` of the answer before."),
  project_ids: names.optional(),
  api_key_ids: names.optional(),
};

/** Query of `GET /v1/organization/usage/completions` and `/embeddings`. */
export const usageQuery = z.strictObject({
  ...bucketsQuery,
  bucket_width: z.enum(["1m", "1h", "1d"]).optional().describe("`1d`, unless given."),
  group_by: z
    .array(z.enum(["project_id", "api_key_id", "model"]))
    .max(10)
    .optional(),
  models: names.optional().describe("Names of models at their providers."),
});

/** Query of `GET /v1/organization/costs`. */
export const costsQuery = z.strictObject({
  ...bucketsQuery,
  bucket_width: z.enum(["1d"]).optional(),
  group_by: z
    .array(z.enum(["project_id", "api_key_id", "line_item"]))
    .max(10)
    .optional(),
  line_items: names.optional().describe("`provider/model`"),
});

const count = z.int().min(0);
const text = z.string().nullable();

/** What OpenAI does not have: how many requests are missing from a sum, still under way, or only estimated. */
const gaps = { num_requests_open: count, num_requests_estimated: count, num_requests_unknown_input: count };

const completionsResult = z.object({
  object: z.literal("organization.usage.completions.result"),
  input_tokens: count,
  input_cached_tokens: count,
  input_cache_write_tokens: count,
  output_tokens: count,
  output_reasoning_tokens: count,
  num_model_requests: count,
  project_id: text,
  user_id: text,
  api_key_id: text,
  model: text,
  batch: z.boolean().nullable(),
  service_tier: text,
  ...gaps,
  num_requests_unknown_output: count,
});

const embeddingsResult = z.object({
  object: z.literal("organization.usage.embeddings.result"),
  input_tokens: count,
  num_model_requests: count,
  project_id: text,
  user_id: text,
  api_key_id: text,
  model: text,
  ...gaps,
});

const costsResult = z.object({
  object: z.literal("organization.costs.result"),
  amount: z.object({
    value: z.number().optional(),
    currency: z.literal("usd"),
    micros: count.nullable(),
  }),
  line_item: text,
  project_id: text,
  user_id: text,
  api_key_id: text,
  quantity: count.nullable(),
  quantity_unit: z.literal("tokens").nullable(),
  num_model_requests: count,
  num_requests_open: count,
  num_requests_estimated: count,
  num_requests_unknown_cost: count,
});

export const completionsPage = pageOf(completionsResult);
export const embeddingsPage = pageOf(embeddingsResult);
export const costsPage = pageOf(costsResult);

export type CompletionsResult = z.infer<typeof completionsResult>;
export type EmbeddingsResult = z.infer<typeof embeddingsResult>;
export type CostsResult = z.infer<typeof costsResult>;

export function pageOf<R extends z.ZodType>(result: R) {
  const bucket = z.object({
    object: z.literal("bucket"),
    start_time: z.int(),
    end_time: z.int(),
    results: z.array(result),
  });
  return z.object({
    object: z.literal("page"),
    data: z.array(bucket),
    has_more: z.boolean(),
    next_page: text,
  });
}
