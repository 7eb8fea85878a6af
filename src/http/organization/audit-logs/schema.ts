import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { auditActions } from "../../../spec/audit.ts";

/** The last second of the year 9999: whoever sends milliseconds learns it. */
const seconds = integer(0, 253_402_300_799);
const ids = z.array(z.string().min(1).max(256)).min(1).max(100);

/** Query of `GET /v1/organization/audit_logs`. */
export const auditQuery = z.strictObject({
  "effective_at[gt]": seconds.optional().describe("Unix seconds."),
  "effective_at[gte]": seconds.optional(),
  "effective_at[lt]": seconds.optional(),
  "effective_at[lte]": seconds.optional(),
  project_ids: ids.optional(),
  event_types: z.array(z.enum(auditActions)).min(1).max(100).optional(),
  actor_ids: ids.optional().describe("Ids of keys, accounts or addresses."),
  resource_ids: ids.optional().describe("Ids of what something was done to."),
  limit: integer(1, 100).optional().describe("20, unless given."),
  after: z.string().min(1).max(100).optional().describe("`last_id` of the page before."),
  before: z.string().min(1).max(100).optional(),
});

const text = z.string().nullable();

const actor = z.object({
  type: z.enum(["api_key", "session", "operator", "anonymous"]),
  api_key: z.object({ id: z.string(), name: z.string(), type: z.enum(["user", "token"]) }).optional(),
  session: z
    .object({
      user: z.object({ id: z.string(), name: z.string() }).optional(),
      ip_address: text,
      user_agent: text,
    })
    .optional(),
});

const auditLog = z.looseObject({
  object: z.literal("organization.audit_log"),
  id: z.string(),
  type: z.string(),
  effective_at: z.int(),
  actor,
  project: z.object({ id: z.string() }).optional(),
  outcome: z.string(),
  sequence: z.int(),
  previous_hash: z.string(),
  hash: z.string(),
});

export const auditLogList = z.object({
  object: z.literal("list"),
  data: z.array(auditLog),
  first_id: text,
  last_id: text,
  has_more: z.boolean(),
});

const sequence = z.int().nullable();

/** Answer of `POST /v1/organization/audit_logs/verify`. */
export const auditVerification = z.object({
  object: z.literal("organization.audit_log.verification"),
  sound: z.boolean().describe("Whether nothing was found that is wrong."),
  verified_at: z.int().describe("Unix seconds."),
  entries: z.int(),
  first_sequence: sequence.describe("1, unless older entries were forgotten on purpose."),
  last_sequence: sequence,
  checkpoints: z.object({
    count: z.int().describe("Signed statements that the log was held against."),
    covered: z
      .int()
      .describe("The last entry that one of them speaks for; what is newer could be cut off unseen."),
    last_at: z.int().nullable().describe("When the newest was signed, in Unix seconds."),
    unread: z.array(z.string()).describe("Places that cannot be read from here, such as a syslog."),
  }),
  problems: z
    .array(z.object({ sequence, message: z.string() }))
    .describe("At most ten, the oldest entry first, which is the first fault."),
});

export type AuditVerificationObject = z.output<typeof auditVerification>;
export type AuditActorObject = z.output<typeof actor>;
export type AuditLogObject = z.output<typeof auditLog>;
