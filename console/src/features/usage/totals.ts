import type { RequestResult, UsageBy, UsageReport, UsageResult } from "../../api/usage.ts";

/** Each group over all of the time, the one with most requests first. */
export function ledgerTotals({ buckets, totals }: UsageReport<UsageResult>, by: UsageBy) {
  return totalsOf(totals ?? buckets.flatMap(({ results }) => results), by, (one, other): UsageResult => ({
    ...one,
    requests: one.requests + other.requests,
    input_tokens: added(one.input_tokens, other.input_tokens),
    output_tokens: added(one.output_tokens, other.output_tokens),
    cost_micros: added(one.cost_micros, other.cost_micros),
    unknown_input_tokens: one.unknown_input_tokens + other.unknown_input_tokens,
    unknown_output_tokens: one.unknown_output_tokens + other.unknown_output_tokens,
    unknown_cost_micros: one.unknown_cost_micros + other.unknown_cost_micros,
  }));
}

/** The same of the request log. Percentiles of parts make none of the whole: where it came in parts, there are none. */
export function requestTotals({ buckets, totals }: UsageReport<RequestResult>, by: UsageBy) {
  return totalsOf(totals ?? buckets.flatMap(({ results }) => results), by, (one, other): RequestResult => ({
    ...one,
    requests: one.requests + other.requests,
    ended: one.ended + other.ended,
    failed: one.failed + other.failed,
    refused: one.refused + other.refused,
    cancelled: one.cancelled + other.cancelled,
    duration_ms: null,
    first_event_ms: null,
  }));
}

function totalsOf<Result extends Readonly<Record<UsageBy, string | null>> & { readonly requests: number }>(
  results: readonly Result[],
  by: UsageBy,
  add: (one: Result, other: Result) => Result,
): readonly Result[] {
  const groups = new Map<string | null, Result>();
  for (const result of results) {
    const before = groups.get(result[by]);
    groups.set(result[by], before === undefined ? result : add(before, result));
  }
  return [...groups.values()].toSorted((one, other) => other.requests - one.requests);
}

function added(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : one + other;
}
