import type { RequestRow } from "../../spec/request-log.ts";

/** Columns of an export, in their order: those of the list, without what the reader may do. */
export const requestFields = [
  "id",
  "created_at_ms",
  "project_id",
  "api_key_id",
  "endpoint",
  "method",
  "status",
  "outcome",
  "stream",
  "model",
  "provider",
  "provider_model",
  "error_code",
  "waited_ms",
  "first_event_ms",
  "duration_ms",
  "input_tokens",
  "output_tokens",
  "cost_micros",
  "ip_address",
  "user_agent",
  "settings_version",
  "count",
] as const;

type Names = (typeof requestFields)[number];

/** A request as it is shown, by the names of the API. */
export function exportedRequest(row: RequestRow) {
  return {
    id: row.id,
    created_at_ms: row.at,
    project_id: row.projectId ?? null,
    api_key_id: row.keyId ?? null,
    endpoint: row.endpoint,
    method: row.method,
    status: row.status,
    outcome: row.outcome,
    stream: row.streamed,
    model: row.asked ?? null,
    provider: row.provider ?? null,
    provider_model: row.model ?? null,
    error_code: row.errorCode ?? null,
    waited_ms: row.waitedMs ?? null,
    first_event_ms: row.firstMs ?? null,
    duration_ms: row.durationMs,
    input_tokens: row.inputTokens ?? null,
    output_tokens: row.outputTokens ?? null,
    cost_micros: row.costMicros ?? null,
    ip_address: row.address ?? null,
    user_agent: row.userAgent ?? null,
    settings_version: row.settingsVersion ?? null,
    count: row.repeats,
  } satisfies Record<Names, string | number | boolean | null>;
}
