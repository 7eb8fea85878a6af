import { queryOptions } from "@tanstack/react-query";
import { allPages } from "./all-pages.ts";
import { ask } from "./ask.ts";

export const budgetPeriods = ["day", "month", "total"] as const;
export const budgetUnits = ["micros", "tokens"] as const;

export type BudgetPeriod = (typeof budgetPeriods)[number];
/** Millionths of a US dollar, or input and output tokens together. */
export type BudgetUnit = (typeof budgetUnits)[number];
export type BudgetSubject = "installation" | "project" | "key";

/** A budget as it stands; amounts are integers in its unit, times are Unix seconds. */
export interface Budget {
  readonly id: string;
  readonly subject: BudgetSubject;
  readonly subject_id: string | null;
  readonly project_id: string | null;
  readonly per: BudgetPeriod;
  readonly unit: BudgetUnit;
  readonly amount: number;
  readonly spent: number;
  readonly reserved: number;
  /** May be below 0. */
  readonly left: number;
  readonly shadow: boolean;
  readonly period_start: number;
  readonly period_end: number | null;
  readonly created_at: number;
  readonly can: { readonly update: boolean; readonly delete: boolean };
}

/** What went in one stretch of time, and what was left at its end. */
export interface BudgetStretch {
  readonly start_time: number;
  readonly end_time: number;
  readonly spent: number;
  readonly left: number;
}

export interface BudgetHistory {
  readonly budget: Budget;
  readonly bucket_width: "1h" | "1d";
  readonly spent_before: number;
  readonly data: readonly BudgetStretch[];
}

const all = "/v1/organization/budgets";
const pathOf = (id: string): string => `${all}/${encodeURIComponent(id)}`;

/** Whoever spends is not only here: how budgets stand is asked for again and again, and less often what led to it. */
const everyMs = 15_000;
const historyEveryMs = 60_000;

export const budgets = queryOptions({
  queryKey: ["budgets"],
  queryFn: ({ signal }) => allPages<Budget>(all, {}, signal),
  refetchInterval: everyMs,
});

export function budgetHistoryOf(id: string) {
  return queryOptions({
    queryKey: ["budgets", id, "history"],
    queryFn: ({ signal }) => ask<BudgetHistory>(`${pathOf(id)}/history`, { signal }),
    refetchInterval: historyEveryMs,
  });
}

export interface BudgetWish {
  readonly subject: BudgetSubject;
  readonly subject_id?: string;
  readonly per: BudgetPeriod;
  readonly unit: BudgetUnit;
  readonly amount: number;
  readonly shadow: boolean;
}

/** Makes one, or changes the one for the same calls, period and unit. */
export function setBudget(wish: BudgetWish): Promise<Budget> {
  return ask(all, { method: "POST", body: wish });
}

export function changeBudget(
  id: string,
  change: { readonly amount: number; readonly shadow: boolean },
): Promise<Budget> {
  return ask(pathOf(id), { method: "POST", body: change });
}

export async function deleteBudget(id: string): Promise<void> {
  await ask(pathOf(id), { method: "DELETE" });
}
