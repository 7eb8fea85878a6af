import type { Unit } from "./words-of-time.ts";

/** A span of time, `[from, until)` in Unix milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;

/** A month or, with a day, a day; months from 0. `undefined` where there is no such day. All in UTC. */
export function spanOf(year: number, month: number, day?: number): TimeSpan | undefined {
  if (year < 1970 || year > 9999) return undefined;
  if (day === undefined) return { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 1, 1) };
  const from = Date.UTC(year, month, day);
  if (new Date(from).getUTCMonth() !== month) return undefined;
  return { from, until: from + dayMs };
}

/** The latest of this month, or day of a month, that has begun. */
export function latest(now: number, month: number, day?: number): TimeSpan | undefined {
  const year = new Date(now).getUTCFullYear();
  const span = spanOf(year, month, day);
  return span !== undefined && span.from <= now ? span : spanOf(year - 1, month, day);
}

/** The latest such day of the week before today; Sunday is 0. */
export function latestWeekday(now: number, weekday: number): TimeSpan {
  const today = startOfDay(now);
  const back = (new Date(today).getUTCDay() - weekday + 7) % 7 || 7;
  return { from: today - back * dayMs, until: today - (back - 1) * dayMs };
}

/** So many days, weeks, months or years back: the day itself, or the whole unit where it is longer. */
export function back(now: number, count: number, unit: Unit): TimeSpan {
  const today = new Date(startOfDay(now));
  const year = today.getUTCFullYear();
  if (unit === "year") return { from: Date.UTC(year - count, 0, 1), until: Date.UTC(year - count + 1, 0, 1) };
  if (unit === "month") {
    const month = today.getUTCMonth() - count;
    return { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 1, 1) };
  }
  if (unit === "day")
    return { from: today.getTime() - count * dayMs, until: today.getTime() - (count - 1) * dayMs };
  // Weeks begin on Monday.
  const monday = today.getTime() - ((today.getUTCDay() + 6) % 7) * dayMs;
  return { from: monday - count * 7 * dayMs, until: monday - (count - 1) * 7 * dayMs };
}

/** A little room at both ends: nobody counts exactly who says `three weeks ago`, and clocks differ by hours. */
export function roughly(span: TimeSpan, days: number): TimeSpan {
  return { from: span.from - days * dayMs, until: span.until + days * dayMs };
}

function startOfDay(time: number): number {
  return Math.floor(time / dayMs) * dayMs;
}
