import type { BudgetState } from "../spec/budget.ts";

/** The present period of a budget, in Unix milliseconds; `end` is not in it, and a budget in total has none. */
export interface BudgetSpan {
  readonly start: number;
  readonly end?: number;
}

const dayMs = 86_400_000;

/** From when until when what a budget has spent is counted: a day or a month in UTC, or all that was since it was made. */
export function periodOf({ period, window, createdAt }: BudgetState): BudgetSpan {
  if (period === "total") return { start: createdAt };
  const [year = 0, month = 1, day = 1] = window.split("-").map(Number);
  const start = Date.UTC(year, month - 1, day);
  return { start, end: period === "day" ? start + dayMs : Date.UTC(year, month, 1) };
}

/**
 * What is neither spent nor set aside, in the budget's unit. Below 0 where the amount was lowered, or a bound of what
 * nobody told turned out too low; an exact integer in any case.
 */
export function leftOf({ amount, spent, reserved }: BudgetState): number {
  return Math.max(amount - spent - reserved, -Number.MAX_SAFE_INTEGER);
}
