import type { BudgetHistory } from "../../api/budgets.ts";
import { begunAt, type Forecast } from "./forecast.ts";

export interface BurnDown {
  /** Unix seconds, each once and in order. */
  readonly times: readonly number[];
  /** What was left, at the times at which that is known. */
  readonly left: readonly (number | null)[];
  /** From this moment on, if it goes on like this. */
  readonly expected: readonly (number | null)[];
  /** What would be left if it were spent evenly until the end; nothing where there is no end. */
  readonly even: readonly (number | null)[];
}

/** What is left of a budget over its period, and what will be. Below nothing there is nothing. */
export function burnDown(
  { budget, spent_before, data }: BudgetHistory,
  found: Forecast,
  now: number,
): BurnDown {
  const { amount, spent, period_end: end } = budget;
  const begun = data[0]?.start_time ?? begunAt(budget);
  const left = new Map([[begun, Math.max(amount - spent_before, 0)]]);
  for (const stretch of data) left.set(Math.min(stretch.end_time, now), Math.max(stretch.left, 0));
  left.set(now, Math.max(amount - spent, 0));
  const expected = new Map<number, number>();
  if (found.kind === "lasts" && end !== null) expected.set(end, amount - found.atEnd);
  if (found.kind === "runs-out") expected.set(found.at, 0);
  if (expected.size > 0) expected.set(now, Math.max(amount - spent, 0));
  const even = new Map<number, number>();
  if (end !== null) even.set(begunAt(budget), amount).set(end, 0);
  const times = [...new Set([...left.keys(), ...expected.keys(), ...even.keys()])].toSorted(
    (one, other) => one - other,
  );
  const along = (line: ReadonlyMap<number, number>) => times.map((time) => line.get(time) ?? null);
  return { times, left: along(left), expected: along(expected), even: along(even) };
}
