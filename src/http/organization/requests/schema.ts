import { z } from "zod";
import { integer } from "../../../lib/validate.ts";

/** The last second of the year 9999: whoever sends milliseconds learns it. */
const seconds = integer(0, 253_402_300_799);
const ids = z.array(z.string().min(1).max(256)).min(1).max(100);
const number = integer(0, Number.MAX_SAFE_INTEGER);
const status = z.string().regex(/^[1-5](?:\d\d|xx)$/, { error: "expected a status such as 429, or 5xx" });

export const outcomes = ["ended", "failed", "cancelled", "refused"] as const;

const filters = {
  project_ids: ids.optional(),
  api_key_ids: ids.optional(),
  models: ids.optional().describe("Names of models, as they were asked for or at their providers."),
  providers: ids.optional(),
  statuses: z.array(status).min(1).max(100).optional().describe("Such as `429`, or `5xx` for all of a kind."),
  outcomes: z.array(z.enum(outcomes)).min(1).max(4).optional(),
  error_codes: ids.optional(),
  min_duration_ms: number.optional(),
  max_duration_ms: number.optional(),
  min_cost_micros: number.optional().describe("Millionths of a dollar."),
  max_cost_micros: number.optional(),
  start_time: seconds.optional().describe("Unix seconds; inclusive."),
  end_time: seconds.optional().describe("Unix seconds; exclusive."),
};

const text = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe("Stands in what was asked or answered, where that is kept. Needs the right to read it.");

/** Query of `GET /v1/organization/requests`. */
export const requestsQuery = z.strictObject({
  ...filters,
  text,
  limit: integer(1, 500).optional().describe("50, unless given."),
  after: z.string().min(1).max(100).optional().describe("`last_id` of the page before: older ones."),
  before: z.string().min(1).max(100).optional().describe("`first_id` of a page: newer ones."),
});

/** Query of `GET /v1/organization/requests/tail`. */
export const tailQuery = z.strictObject(filters);

/** Query of `GET /v1/organization/requests/export`. */
export const exportQuery = z.strictObject({
  ...filters,
  text,
  format: z.enum(["jsonl", "csv"]).optional().describe("`jsonl`, unless given."),
});

const word = z.string().nullable();
const count = z.int().min(0).nullable();

const row = {
  object: z.literal("organization.request"),
  id: z.string(),
  created_at: z.int(),
  created_at_ms: z.int(),
  project_id: word,
  api_key_id: word,
  endpoint: z.string(),
  method: z.string(),
  status: z.int(),
  outcome: z.enum(outcomes),
  stream: z.boolean(),
  model: word,
  provider: word,
  provider_model: word,
  error_code: word,
  waited_ms: count,
  first_event_ms: count,
  duration_ms: z.int().min(0),
  input_tokens: count,
  output_tokens: count,
  cost_micros: count,
  ip_address: word,
  user_agent: word,
  settings_version: word,
  count: z.int().min(1),
  can: z.object({ read_content: z.boolean() }),
};

export const requestObject = z.object(row);

export const requestList = z.object({
  object: z.literal("list"),
  data: z.array(requestObject),
  first_id: word,
  last_id: word,
  has_more: z.boolean(),
});

const attempt = z.looseObject({
  target: z.string(),
  error: z.string().optional(),
  begun_ms: z.int().optional(),
  first_ms: z.int().optional(),
  ended_ms: z.int().optional(),
  cost_micros: z.int().optional(),
});

export const wholeRequest = z.object({
  ...row,
  route: z.looseObject({}).nullable(),
  attempts: z.array(attempt),
  warnings: z.array(z.looseObject({})),
  context: z.looseObject({}).nullable(),
  usage: z.looseObject({}).nullable(),
  content: z.object({ request: word, response: word }).nullable(),
});

export type RequestObject = z.output<typeof requestObject>;
export type WholeRequestObject = z.output<typeof wholeRequest>;
export type RequestFilters = Omit<z.output<typeof exportQuery>, "format">;
