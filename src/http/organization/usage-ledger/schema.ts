import { z } from "zod";
import { bucketsQuery, names, pageOf } from "../usage/schema.ts";

/** Query of `GET /v1/organization/usage`. */
export const usageLedgerQuery = z.strictObject({
  ...bucketsQuery,
  bucket_width: z.enum(["1m", "1h", "1d"]).optional().describe("`1d`, unless given."),
  group_by: z
    .array(z.enum(["project_id", "api_key_id", "provider", "model"]))
    .max(10)
    .optional(),
  providers: names.optional(),
  models: names.optional().describe("Names of models at their providers."),
});

const count = z.int().min(0);
const known = count.nullable().describe("`null` where it is known of none.");
const text = z.string().nullable();

const usageLedgerResult = z.object({
  object: z.literal("organization.usage.result"),
  requests: count,
  open: count.describe("Of these, still under way."),
  estimated: count,
  input_tokens: known,
  cached_tokens: known,
  cache_write_tokens: known,
  output_tokens: known,
  reasoning_tokens: known,
  cost_micros: known,
  unknown_input_tokens: count.describe("Requests that are missing from the sum; and so the next ones."),
  unknown_cached_tokens: count,
  unknown_cache_write_tokens: count,
  unknown_output_tokens: count,
  unknown_reasoning_tokens: count,
  unknown_cost_micros: count,
  project_id: text,
  api_key_id: text,
  provider: text,
  model: text,
});

export const usageLedgerPage = pageOf(usageLedgerResult).extend({
  totals: z.array(usageLedgerResult).describe("Each group over all buckets of this page."),
});

export type UsageLedgerResult = z.infer<typeof usageLedgerResult>;
