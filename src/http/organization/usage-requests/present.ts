import type { RequestFigures, RequestsPage } from "../../../admin/activity/report-requests.ts";
import { presentPage } from "../usage/present.ts";
import type { UsageRequestsResult } from "./schema.ts";

export function presentUsageRequests(page: RequestsPage): object {
  return { ...presentPage(page, presentResult), totals: page.totals.map(presentResult) };
}

function presentResult(row: RequestFigures): UsageRequestsResult {
  return {
    object: "organization.usage.requests.result",
    requests: row.requests,
    ended: row.ended,
    failed: row.failed,
    refused: row.refused,
    cancelled: row.cancelled,
    duration_ms: row.duration ?? null,
    first_event_ms: row.first ?? null,
    project_id: row.projectId ?? null,
    api_key_id: row.keyId ?? null,
    provider: row.provider ?? null,
    model: row.model ?? null,
    error_code: row.errorCode ?? null,
  };
}
