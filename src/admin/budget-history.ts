import type { Clock } from "../lib/clock.ts";
import { type TimeSpan, timeSpans } from "../lib/time-spans.ts";
import type { Actor } from "../spec/actor.ts";
import type { BudgetSubject, BudgetUnit } from "../spec/budget.ts";
import { mostSpans, type UsageFigures, type UsageQuery, type UsageStore } from "../spec/usage-report.ts";
import { periodOf } from "./budget-period.ts";
import { type BudgetDeps, findBudget, type SeenBudget } from "./budgets.ts";
import { type BucketWidth, bucketWidths } from "./usage.ts";

/** So far back the history of a budget without an end reaches: a quarter of a year of days. */
const farthestMs = 92 * bucketWidths["1d"];

/** Up to so long a period is told by hours: a week of them is a line that can be looked at. */
const hourlyMs = 7 * bucketWidths["1d"];

/** What went in one stretch of time, and what was left of the amount at its end, both in the budget's unit. */
export interface BudgetStretch extends TimeSpan {
  readonly spent: number;
  readonly left: number;
}

export interface BudgetHistory {
  readonly budget: SeenBudget;
  readonly width: BucketWidth;
  /** What had gone before the first stretch. */
  readonly before: number;
  /** Without gaps, oldest first, up to this moment. */
  readonly stretches: readonly BudgetStretch[];
}

export interface BudgetHistoryDeps extends Pick<BudgetDeps, "stores"> {
  readonly usage: UsageStore;
  readonly clock: Pick<Clock, "now">;
}

/**
 * How a budget went down in its present period: what the ledger has of it, by hours or days, ending in exactly what the
 * budget counts. Where both differ, because a call came in before the period in which it began, or before the budget was
 * heard of everywhere, the budget's own count holds.
 */
export async function budgetHistory(
  deps: BudgetHistoryDeps,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<BudgetHistory> {
  const budget = await findBudget(deps, actor, { id });
  const now = deps.clock.now();
  const { start } = periodOf(budget);
  const from = Math.max(start, budget.createdAt, now - farthestMs);
  const width = now - from <= hourlyMs ? "1h" : "1d";
  const spans = timeSpans({ from, until: now }, bucketWidths[width], mostSpans);
  const rows = await deps.usage.report({ spans, groupBy: [], ...callsOf(budget.subject) });
  const went = spans.map(() => 0);
  for (const row of rows) went[row.span] = countedBy(budget.unit, row);
  return { budget, width, ...countedDown(budget, spans, went) };
}

/** From the end, where what was spent is known exactly, to the beginning. */
function countedDown(
  { amount, spent }: SeenBudget,
  spans: readonly TimeSpan[],
  went: readonly number[],
): Pick<BudgetHistory, "before" | "stretches"> {
  let until = spent;
  const stretches = spans.map(({ from }) => ({ from, until: from, spent: 0, left: 0 }));
  for (let place = spans.length - 1; place >= 0; place--) {
    const here = Math.min(went[place] ?? 0, until);
    const span = spans[place];
    if (span !== undefined) stretches[place] = { ...span, spent: here, left: amount - until };
    until -= here;
  }
  return { before: until, stretches };
}

function callsOf(subject: BudgetSubject): Pick<UsageQuery, "projectIds" | "keyIds"> {
  if (subject.type === "installation") return {};
  return subject.type === "project" ? { projectIds: [subject.id] } : { keyIds: [subject.id] };
}

function countedBy(unit: BudgetUnit, { costMicros, inputTokens, outputTokens }: UsageFigures): number {
  if (unit === "micros") return costMicros.known ?? 0;
  return Math.min((inputTokens.known ?? 0) + (outputTokens.known ?? 0), Number.MAX_SAFE_INTEGER);
}
