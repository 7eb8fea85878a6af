/** No upstream may ask us to wait longer than a day; who wants more gets a day. */
const longestMs = 24 * 60 * 60 * 1000;

/**
 * Milliseconds to wait according to `retry-after-ms`, else `retry-after` (seconds or an HTTP date, RFC 9110
 * section 10.2.3). `undefined` when neither makes sense. `now` is Unix milliseconds.
 */
export function retryAfterMs(
  headers: { readonly "retry-after-ms"?: string | undefined; readonly "retry-after"?: string | undefined },
  now: number,
): number | undefined {
  const exact = decimal(headers["retry-after-ms"]);
  if (exact !== undefined) return bounded(exact);
  const text = headers["retry-after"]?.trim();
  if (text === undefined || text === "") return undefined;
  const seconds = decimal(text);
  if (seconds !== undefined) return bounded(seconds * 1000);
  const date = /^[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : bounded(Math.max(0, date - now));
}

function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,12}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : undefined;
}

function bounded(ms: number): number {
  return Math.min(longestMs, Math.ceil(ms));
}
