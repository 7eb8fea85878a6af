import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { roles } from "../../../spec/actor.ts";
import { scopes } from "../../../spec/scope.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";

/** The last second of the year 9999: whoever sends milliseconds learns it. */
const lastSecond = 253_402_300_799;

const entries = z.array(z.string().min(1).max(256)).min(1).max(100);
const role = z.enum(roles);

/** What may be said of a key's bounds. What is `null` is not narrowed. */
export const keyTerms = {
  scopes: z
    .array(z.enum(scopes))
    .min(1)
    .max(scopes.length)
    .nullish()
    .describe("Which parts of the API it may use; each part of the reference says its scope."),
  models: entries.nullish().describe("Names of models, with `*` for any characters."),
  expires_at: integer(1, lastSecond).nullish().describe("Unix seconds."),
  expires_in_seconds: integer(1, 3_153_600_000).nullish().describe("Instead of `expires_at`."),
  addresses: entries.nullish().describe("IP addresses and ranges such as `10.0.0.0/8`."),
  origins: entries.nullish().describe("Pages from which a browser may use it: `https://app.example`."),
  metadata: z.record(z.string(), z.string()).optional().describe("Your own labels: at most 16."),
};

const name = z.string().min(1).max(100);

/** Body of `POST /v1/organization/projects/:project/api_keys`. */
export const projectKeyCreate = z.strictObject({
  name,
  role: role.optional().describe("In the project; `member`, unless given."),
  ...keyTerms,
});

/** Body of `POST /v1/organization/admin_api_keys`. */
export const adminKeyCreate = z.strictObject({
  name,
  role: role.optional().describe("In the installation; `admin`, unless given."),
  ...keyTerms,
});

/** Body of `POST` on one key. */
export const keyUpdate = z.strictObject({ name: name.optional(), ...keyTerms });

/** Body of `POST …/rotate`. */
export const keyRotate = z.strictObject({
  overlap_seconds: integer(0, 7_776_000)
    .optional()
    .describe("How long the old secret still works: a day, unless given."),
  rotation_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .describe("Repeat the request with the same one if its answer was lost. `Idempotency-Key` is one, too."),
});

/** Query of a list of keys. */
export const keysQuery = z.strictObject({
  ...pageParameters,
  order: z.enum(["asc", "desc"]).default("asc"),
  include_revoked: z.enum(["true", "false"]).optional(),
  stale_days: integer(0, 36_500).optional().describe("Only keys that work and that nobody used for so long."),
  owner_project_access: z.enum(["active", "inactive", "any"]).optional(),
});

const time = z.int().nullable();
const texts = z.array(z.string()).nullable();

const secretObject = z.object({
  redacted_value: z.string(),
  created_at: z.int(),
  last_used_at: time,
  ends_at: time,
  status: z.enum(["active", "ended"]),
});

/** Members that both kinds of keys have. */
const common = {
  id: z.string(),
  name: z.string(),
  redacted_value: z.string(),
  created_at: z.int(),
  last_used_at: time,
  expires_at: time,
  revoked_at: time,
  status: z.enum(["active", "expired", "revoked"]),
  idle_seconds: z.int().describe("Since its last use, or since it was made where it was never used."),
  project_id: z.string(),
  role: z.string(),
  scopes: texts,
  models: texts,
  addresses: texts,
  origins: texts,
  metadata: z.record(z.string(), z.string()),
  secrets: z.array(secretObject),
  can: z.object({ update: z.boolean(), rotate: z.boolean(), revoke: z.boolean() }),
};

const made = {
  value: z.string().describe("The key itself: shown this once."),
};

const rotated = { ...made, rotation_id: z.string(), reissued: z.boolean() };

export const projectKeyObject = z.object({
  object: z.literal("organization.project.api_key"),
  ...common,
  owner: z.looseObject({ type: z.enum(["user", "service_account"]) }).nullable(),
  owner_project_access: z.enum(["active", "inactive"]),
});

export const adminKeyObject = z.object({
  object: z.literal("organization.admin_api_key"),
  ...common,
  owner: z.looseObject({ type: z.string() }),
});

export const keyShapes = {
  project: {
    one: projectKeyObject,
    list: listOf(projectKeyObject),
    made: projectKeyObject.extend(made),
    rotated: projectKeyObject.extend(rotated),
    deleted: deletedObject("organization.project.api_key.deleted"),
    create: projectKeyCreate,
  },
  admin: {
    one: adminKeyObject,
    list: listOf(adminKeyObject),
    made: adminKeyObject.extend(made),
    rotated: adminKeyObject.extend(rotated),
    deleted: deletedObject("organization.admin_api_key.deleted"),
    create: adminKeyCreate,
  },
};
