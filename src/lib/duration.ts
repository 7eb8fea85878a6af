const unitMs = { h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
const units = ["h", "m", "s", "ms"] as const;

/** No duration has more characters; the bounds on digits keep all arithmetic within exact integers. */
const longestText = 40;
const number = String.raw`(\d{1,10}(?:\.\d{1,6})?)`;
const pattern = new RegExp(`^${units.map((unit) => `(?:${number}${unit})?`).join("")}$`);

/**
 * Milliseconds of a duration as people and Go write it: `500ms`, `30s`, `1m30s`, `1.5h`.
 *
 * Units are `h`, `m`, `s`, `ms`, each at most once and in this order. `undefined` for anything else, and for
 * what is not a whole number of milliseconds or not an exact integer.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "" || text.length > longestText) return undefined;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  let total = 0;
  for (const [index, unit] of units.entries()) {
    const [whole = "0", fraction = ""] = (match[index + 1] ?? "0").split(".");
    // In integers, since 1.001 s times 1,000 is not 1,001 in binary fractions.
    const scale = 10 ** fraction.length;
    const part = Number(fraction) * unitMs[unit];
    if (part % scale !== 0) return undefined;
    total += Number(whole) * unitMs[unit] + part / scale;
  }
  return Number.isSafeInteger(total) ? total : undefined;
}

/**
 * Writes milliseconds as Go writes its durations, the form of OpenAI's `x-ratelimit-reset-*` headers: `0s`, `6ms`,
 * `1s`, `1.5s`, `6m0s`, `1h0m0s`.
 *
 * `ms` is ≥ 0; parts of a millisecond are rounded up, so that nobody is told to come too early.
 * Throws a `TypeError` for anything else.
 */
export function formatDuration(ms: number): string {
  const whole = Math.ceil(ms);
  if (!Number.isSafeInteger(whole) || ms < 0) throw new TypeError(`not a duration in milliseconds: ${ms}`);
  if (whole > 0 && whole < unitMs.s) return `${whole}ms`;
  const hours = Math.floor(whole / unitMs.h);
  const minutes = Math.floor((whole % unitMs.h) / unitMs.m);
  const seconds = `${(whole % unitMs.m) / unitMs.s}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
