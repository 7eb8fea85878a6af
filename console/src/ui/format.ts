import type { Language } from "../texts/languages.ts";

/** A time of day, with its day where that is not today. */
export function formatTime(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const sameDay = time.toDateString() === new Date(now).toDateString();
  return time.toLocaleString(language, {
    ...(!sameDay && { dateStyle: "short" }),
    timeStyle: "medium",
  });
}

/** Milliseconds, or seconds where there are many. */
export function formatDuration(ms: number, language: Language): string {
  if (ms < 1_000) return `${Math.round(ms).toLocaleString(language)} ms`;
  return `${(ms / 1_000).toLocaleString(language, { maximumFractionDigits: ms < 10_000 ? 2 : 1 })} s`;
}

/** Micro-units as dollars; small amounts keep two figures that mean something. */
export function formatCost(micros: number, language: Language): string {
  const dollars = micros / 1_000_000;
  return dollars.toLocaleString(language, {
    style: "currency",
    currency: "USD",
    ...(dollars !== 0 && Math.abs(dollars) < 1 ? { maximumSignificantDigits: 2 } : {}),
  });
}

/** How long ago, in the largest unit that fits. */
export function formatAgo(ms: number, language: Language, now = Date.now()): string {
  const seconds = Math.round((ms - now) / 1_000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  for (const [unit, length] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const) {
    if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(seconds, "second");
}
