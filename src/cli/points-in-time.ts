import { parseDuration } from "../lib/duration.ts";
import { UsageError } from "./exit.ts";

const dayMs = 86_400_000;

/** `2026-11-22`, or a time with its zone: `2026-11-22T08:00Z`. A time without zone would mean something else elsewhere. */
const datePattern = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A point in time as an option names it, in Unix milliseconds: a date (its beginning in UTC), a time, the last
 * calendar days in UTC with today among them (`7d`), or a duration before `now` (`12h`). Throws a `UsageError`.
 */
export function pointInTime(option: string, text: string, now: number): number {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  if (days !== undefined && Number(days) > 0) {
    return Math.max(0, now - (now % dayMs) - (Number(days) - 1) * dayMs);
  }
  const before = parseDuration(text);
  if (before !== undefined) return Math.max(0, now - before);
  const time = datePattern.test(text) ? Date.parse(text) : Number.NaN;
  // Date.parse takes the 30th of February for the 2nd of March.
  const exists = new Date(`${text.slice(0, 10)}T00:00Z`).toJSON()?.startsWith(text.slice(0, 10)) === true;
  if (!Number.isFinite(time) || time < 0 || !exists) {
    throw new UsageError(
      `${option} must be a date such as 2026-11-22, a time such as 2026-11-22T08:00Z, days such as 7d or a duration such as 12h, not ${text}.`,
    );
  }
  return time;
}
