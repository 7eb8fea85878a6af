import type { Language } from "../texts/languages.ts";

/** Made once for each language: to make one takes longer than to use it, and lists use them for each row. */
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function once<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(
  key: string,
  make: () => Format,
): Format {
  const format = (formats.get(key) as Format | undefined) ?? make();
  formats.set(key, format);
  return format;
}

/** A time of day, with its day where that is not today. */
export function formatTime(ms: number, language: Language, now = Date.now()): string {
  const time = new Date(ms);
  const sameDay = time.toDateString() === new Date(now).toDateString();
  const options = { ...(!sameDay && { dateStyle: "short" as const }), timeStyle: "medium" as const };
  return once(`time ${language} ${sameDay}`, () => new Intl.DateTimeFormat(language, options)).format(time);
}

/** A whole number, as the language groups its figures. */
export function formatCount(count: number, language: Language): string {
  return once(`count ${language}`, () => new Intl.NumberFormat(language)).format(count);
}

/** Milliseconds, or seconds where there are many. */
export function formatDuration(ms: number, language: Language): string {
  if (ms < 1_000) return `${formatCount(Math.round(ms), language)} ms`;
  const maximumFractionDigits = ms < 10_000 ? 2 : 1;
  const key = `seconds ${language} ${maximumFractionDigits}`;
  return `${once(key, () => new Intl.NumberFormat(language, { maximumFractionDigits })).format(ms / 1_000)} s`;
}

/** Micro-units as dollars; small amounts keep two figures that mean something. */
export function formatCost(micros: number, language: Language): string {
  const dollars = micros / 1_000_000;
  const small = dollars !== 0 && Math.abs(dollars) < 1;
  const options = {
    style: "currency",
    currency: "USD",
    ...(small && { maximumSignificantDigits: 2 }),
  } as const;
  return once(`cost ${language} ${small}`, () => new Intl.NumberFormat(language, options)).format(dollars);
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
