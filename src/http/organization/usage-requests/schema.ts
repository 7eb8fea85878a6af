import { z } from "zod";
import { bucketsQuery, names, pageOf } from "../usage/schema.ts";

/** Query of `GET /v1/organization/usage/requests`. */
export const usageRequestsQuery = z.strictObject({
  ...bucketsQuery,
  bucket_width: z.enum(["1m", "1h", "1d"]).optional().describe("`1d`, unless given."),
  group_by: z
    .array(z.enum(["project_id", "api_key_id", "provider", "model", "error_code"]))
    .max(10)
    .optional(),
  providers: names.optional(),
  models: names.optional().describe("Models that answered or failed, or else as they were asked for."),
});

const count = z.int().min(0);
const text = z.string().nullable();
const percentiles = z
  .object({ count, p50: count, p95: count, p99: count })
  .nullable()
  .describe("Milliseconds; `null` where nothing was answered.");

const usageRequestsResult = z.object({
  object: z.literal("organization.usage.requests.result"),
  requests: count,
  ended: count,
  failed: count,
  refused: count,
  cancelled: count,
  duration_ms: percentiles,
  first_event_ms: percentiles,
  project_id: text,
  api_key_id: text,
  provider: text,
  model: text,
  error_code: text,
});

export const usageRequestsPage = pageOf(usageRequestsResult).extend({
  totals: z.array(usageRequestsResult).describe("Each group over all buckets of this page."),
});

export type UsageRequestsResult = z.infer<typeof usageRequestsResult>;
