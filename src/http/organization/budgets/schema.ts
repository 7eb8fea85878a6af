import { z } from "zod";
import { integer } from "../../../lib/validate.ts";
import { deletedObject, listOf, pageParameters } from "../paging.ts";

const subject = z.enum(["installation", "project", "key"]);
const per = z.enum(["day", "month", "total"]);
const unit = z.enum(["micros", "tokens"]);
const names = z.array(z.string().min(1).max(256)).max(100).optional();

/** Query of `GET /v1/organization/budgets`. */
export const budgetsQuery = z.strictObject({
  ...pageParameters,
  subjects: z.array(subject).max(10).optional().describe("Only budgets of these kinds of subjects."),
  subject_ids: names.describe("Only budgets of these projects and keys."),
  project_ids: names.describe("Only budgets of these projects and of their keys."),
});

/** Body of `POST /v1/organization/budgets`. */
export const budgetCreate = z.strictObject({
  subject: subject.describe("Whose calls are counted together."),
  subject_id: z.string().min(1).max(256).nullish().describe("The project or the key."),
  per: per.describe("When it begins anew, in UTC."),
  unit: unit.describe("Millionths of a US dollar, or input and output tokens together."),
  amount: integer(0).describe("In its unit; 0 stops the calls."),
  shadow: z.boolean().nullish().describe("Refuse nothing, and only report what would have been refused."),
});

/** Body of `POST /v1/organization/budgets/:budget`. */
export const budgetUpdate = z.strictObject({
  amount: integer(0).optional(),
  shadow: z.boolean().optional(),
});

const amount = z.int().min(0);

export const budgetObject = z.object({
  object: z.literal("organization.budget"),
  id: z.string(),
  subject,
  subject_id: z.string().nullable(),
  project_id: z.string().nullable().describe("The project itself, or that of the key."),
  per,
  unit,
  amount,
  spent: amount,
  reserved: amount.describe("Set aside for calls under way."),
  left: z.int().describe("`amount` without what is spent and reserved; may be below 0."),
  shadow: z.boolean(),
  window: z.string().describe("`2026-11-22`, `2026-11` or `total`."),
  period_start: z.int(),
  period_end: z.int().nullable().describe("Not in it; `null` for a budget in total."),
  created_at: z.int(),
  can: z.object({ update: z.boolean(), delete: z.boolean() }),
});

export const budgetList = listOf(budgetObject);

export const budgetDeleted = deletedObject("organization.budget.deleted");

export const budgetHistoryObject = z.object({
  object: z.literal("organization.budget.history"),
  budget: budgetObject,
  bucket_width: z.enum(["1h", "1d"]),
  spent_before: amount.describe("What had gone before the first stretch."),
  data: z.array(
    z.object({
      start_time: z.int(),
      end_time: z.int(),
      spent: amount,
      left: z.int().describe("Of the amount, at the end of the stretch, without what is reserved."),
    }),
  ),
});
