import { parseDuration } from "../lib/duration.ts";
import { UsageError } from "./exit.ts";

const dayMs = 86_400_000;

/** Milliseconds of an option that says how long: `90d`, `24h`, `1h30m`. Throws a `UsageError` that names the option. */
export function spanOption(option: string, text: string): number {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  const span = days === undefined ? parseDuration(text) : Number(days) * dayMs;
  if (span !== undefined) return span;
  throw new UsageError(`${option} must be days such as 90d or a duration such as 24h, not ${text}.`);
}
