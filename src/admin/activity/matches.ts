import type { RequestFilter, RequestRow } from "../../spec/request-log.ts";

/** Whether a request is one of those that are asked for; `text` is for the store, and does not count here. */
export function matches(filter: RequestFilter, row: RequestRow): boolean {
  const { statuses, models } = filter;
  return (
    among(filter.projectIds, row.projectId) &&
    among(filter.keyIds, row.keyId) &&
    (models === undefined || among(models, row.asked) || among(models, row.model)) &&
    among(filter.providers, row.provider) &&
    (statuses === undefined || statuses.some(({ from, to }) => row.status >= from && row.status <= to)) &&
    among(filter.errorCodes, row.errorCode) &&
    among(filter.outcomes, row.outcome) &&
    within(row.durationMs, filter.leastMs, filter.mostMs) &&
    within(row.costMicros, filter.leastMicros, filter.mostMicros) &&
    within(row.at, filter.from, filter.until === undefined ? undefined : filter.until - 1)
  );
}

function among<T>(values: readonly T[] | undefined, value: T | undefined): boolean {
  return values === undefined || (value !== undefined && values.includes(value));
}

function within(value: number | undefined, least: number | undefined, most: number | undefined): boolean {
  if (least === undefined && most === undefined) return true;
  return (
    value !== undefined && (least === undefined || value >= least) && (most === undefined || value <= most)
  );
}
