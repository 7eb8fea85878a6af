import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { anomalyRules } from "../../../spec/anomaly.ts";
import { listOf } from "../paging.ts";

/** Query of `GET /v1/organization/anomalies`. */
export const anomaliesQuery = z.strictObject({
  project_ids: z.array(z.string().min(1).max(256)).min(1).max(100).optional(),
  rules: z.array(z.enum(anomalyRules)).min(1).max(anomalyRules.length).optional(),
  limit: integer(1, 100).default(20),
  after: z.string().min(1).max(100).optional().describe("`last_id` of the page before."),
});

const word = z.string().nullable();

export const anomalyObject = z.object({
  object: z.literal("organization.anomaly"),
  id: z.string(),
  created_at: z.int(),
  rule: z.enum(anomalyRules),
  subject: z.string(),
  project_id: word,
  api_key_id: word,
  ip_address: word,
  details: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const anomalyList = listOf(anomalyObject);

export type AnomalyObject = z.output<typeof anomalyObject>;
