import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";

/** As much as a limit may be: see `setLimits`. */
const most = 100_000_000;

const subject = z.enum(["installation", "project", "key", "model"]);
const kind = z.enum(["requests_per_minute", "tokens_per_minute", "concurrent_calls", "concurrent_streams"]);

/** Query of `GET /v1/organization/limits`. */
export const limitsQuery = z.strictObject({
  ...pageParameters,
  subjects: z.array(subject).max(10).optional().describe("Only limits of these kinds of subjects."),
  subject_ids: z
    .array(z.string().min(1).max(256))
    .max(100)
    .optional()
    .describe("Only limits of these projects, keys and models."),
});

/** Body of `POST /v1/organization/limits`. */
export const limitCreate = z.strictObject({
  subject: subject.describe("Whose calls are counted together."),
  subject_id: z.string().min(1).max(256).nullish().describe("The project, the key or the model."),
  kind: kind.describe("Calls or tokens that may begin in a minute, or calls or streams at a time."),
  amount: integer(1, most),
});

export const limitObject = z.object({
  object: z.literal("organization.limit"),
  id: z.string(),
  subject,
  subject_id: z.string().nullable(),
  kind,
  amount: z.int(),
  created_at: z.int(),
  can: z.object({ update: z.boolean(), delete: z.boolean() }),
});

export const limitList = listOf(limitObject);

export const limitDeleted = deletedObject("organization.limit.deleted");
