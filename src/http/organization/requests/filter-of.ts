import { known } from "../../../lib/json-values.ts";
import type { RequestFilter } from "../../../spec/request-log.ts";
import type { RequestFilters } from "./schema.ts";

/** What a query asks for. */
export function filterOf(query: RequestFilters): RequestFilter {
  return known<RequestFilter>({
    projectIds: query.project_ids,
    keyIds: query.api_key_ids,
    models: query.models,
    providers: query.providers,
    statuses: query.statuses?.map(rangeOf),
    outcomes: query.outcomes,
    errorCodes: query.error_codes,
    leastMs: query.min_duration_ms,
    mostMs: query.max_duration_ms,
    leastMicros: query.min_cost_micros,
    mostMicros: query.max_cost_micros,
    text: query.text,
    from: query.start_time === undefined ? undefined : query.start_time * 1000,
    until: query.end_time === undefined ? undefined : query.end_time * 1000,
  });
}

/** `429`, or `4xx`. */
function rangeOf(status: string): { readonly from: number; readonly to: number } {
  const [from, to] = [status.replace("xx", "00"), status.replace("xx", "99")];
  return { from: Number(from), to: Number(to) };
}
