import type { Budget, BudgetHistory } from "../../api/budgets.ts";

/** How quickly something is spent: so much in so many seconds. */
export interface Pace {
  readonly spent: number;
  readonly seconds: number;
}

/** What becomes of a budget if it goes on like this. Times are Unix seconds. */
export type Forecast =
  /** All of it is gone. */
  | { readonly kind: "over" }
  /** Nothing was spent: at this pace it lasts for ever. */
  | { readonly kind: "unused" }
  /** It has only begun: nobody can tell. */
  | { readonly kind: "early" }
  /** It will do until the end of its period; `atEnd` will be spent then. */
  | { readonly kind: "lasts"; readonly atEnd: number }
  | { readonly kind: "runs-out"; readonly at: number }
  /** It has no end, and runs out in more than ten years. */
  | { readonly kind: "far" };

type Counted = Pick<Budget, "amount" | "spent" | "period_start" | "period_end" | "created_at">;

const hour = 3_600;
const day = 24 * hour;
const farAway = 3_652 * day;

/** Since when a budget counts: from the beginning of its period, unless it was made later. */
export function begunAt({ period_start, created_at }: Counted): number {
  return Math.max(period_start, created_at);
}

/** All that was spent in the period so far. */
export function paceOfPeriod(budget: Counted, now: number): Pace {
  return { spent: budget.spent, seconds: Math.max(now - begunAt(budget), 0) };
}

/** How far back the last days reach: a week, and for a day's budget three hours. */
export function recentSeconds({ per }: Pick<Budget, "per">): number {
  return per === "day" ? 3 * hour : 7 * day;
}

/**
 * What was spent lately; `undefined` where that is the whole period, of which the other pace tells already. A stretch that
 * had begun before counts by the share of it that lies within.
 */
export function recentPace({ budget, data }: BudgetHistory, now: number): Pace | undefined {
  const seconds = recentSeconds(budget);
  const from = now - seconds;
  if (begunAt(budget) >= from) return undefined;
  let spent = 0;
  for (const { start_time: start, end_time: end, spent: here } of data) {
    if (end <= from) continue;
    const share = start >= from ? 1 : (end - from) / (end - start);
    spent += here * share;
  }
  return { spent, seconds };
}

/** Goes straight on at a pace, from what is spent at this moment. */
export function forecast(budget: Counted, pace: Pace, now: number): Forecast {
  const { amount, spent, period_start: start, period_end: end } = budget;
  if (spent >= amount) return { kind: "over" };
  if (spent === 0) return { kind: "unused" };
  // A twenty-fourth of the period, such as an hour of a day.
  const least = end === null ? hour : (end - start) / 24;
  if (now - begunAt(budget) < least || pace.seconds <= 0) return { kind: "early" };
  const perSecond = pace.spent / pace.seconds;
  const lasts = perSecond > 0 ? (amount - spent) / perSecond : Infinity;
  if (end !== null && now + lasts >= end)
    return { kind: "lasts", atEnd: Math.round(spent + perSecond * Math.max(end - now, 0)) };
  return lasts > farAway ? { kind: "far" } : { kind: "runs-out", at: Math.floor(now + lasts) };
}
