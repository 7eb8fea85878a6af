import type { z } from "zod";
import type { BudgetHistory } from "../../../admin/budget-history.ts";
import { leftOf, periodOf } from "../../../admin/budget-period.ts";
import type { SeenBudget } from "../../../admin/budgets.ts";
import { can } from "../../../admin/can.ts";
import type { Actor } from "../../../spec/actor.ts";
import { seconds, secondsOrNull } from "../paging.ts";
import type { budgetHistoryObject, budgetObject } from "./schema.ts";

/** A budget as it stands at this moment, and what its reader may do with it. */
export function presentBudget(actor: Actor, budget: SeenBudget): z.output<typeof budgetObject> {
  const { subject, projectId } = budget;
  const { start, end } = periodOf(budget);
  const maySet =
    subject.type === "key"
      ? can(actor, "key_budget.set", projectId === undefined ? {} : { projectId })
      : can(actor, "budget.set");
  return {
    object: "organization.budget",
    id: budget.id,
    subject: subject.type,
    subject_id: subject.type === "installation" ? null : subject.id,
    project_id: projectId ?? null,
    per: budget.period,
    unit: budget.unit,
    amount: budget.amount,
    spent: budget.spent,
    reserved: budget.reserved,
    left: leftOf(budget),
    shadow: budget.shadow,
    window: budget.window,
    period_start: seconds(start),
    period_end: secondsOrNull(end),
    created_at: seconds(budget.createdAt),
    can: { update: maySet, delete: maySet },
  };
}

export function presentHistory(
  actor: Actor,
  { budget, width, before, stretches }: BudgetHistory,
): z.output<typeof budgetHistoryObject> {
  return {
    object: "organization.budget.history",
    budget: presentBudget(actor, budget),
    bucket_width: width === "1h" ? "1h" : "1d",
    spent_before: before,
    data: stretches.map(({ from, until, spent, left }) => ({
      start_time: seconds(from),
      end_time: seconds(until),
      spent,
      left,
    })),
  };
}
