import type {
  NewRequest,
  RequestOutcome,
  RequestRow,
  RequestTrace,
  WrittenAt,
  WrittenRequest,
} from "../../../spec/request-log.ts";
import type { SqlValue } from "../script.ts";
import { withoutNulls } from "../without-nulls.ts";
import type { RequestsTable } from "./tables.ts";

/** What lists read. */
export const requestColumns = [
  "id",
  "at",
  "project_id",
  "key_id",
  "endpoint",
  "method",
  "status",
  "outcome",
  "streamed",
  "asked",
  "provider",
  "model",
  "error_code",
  "waited_ms",
  "first_ms",
  "duration_ms",
  "input_tokens",
  "output_tokens",
  "cost_micros",
  "address",
  "user_agent",
  "settings_version",
  "repeats",
] as const satisfies readonly (keyof RequestsTable)[];

/** In the order of `requestValues`, without `written_at`, which the database says. */
export const givenColumns = [...requestColumns, "record"] as const;

type ListedRow = Pick<RequestsTable, (typeof requestColumns)[number]>;

/**
 * The longest record that lies in its row, in characters: that of a call that its first target answered. SQLite keeps a
 * row of more than a quarter of a page (1,000 bytes in older databases) in a page of its own.
 */
const longestRecord = 512;

/** The record, where it lies in the row and not beside it. */
export function recordInRow({ record }: Pick<NewRequest, "record">): string | undefined {
  return record !== undefined && record.length <= longestRecord ? record : undefined;
}

export function requestValues(row: NewRequest): readonly SqlValue[] {
  return [
    row.id,
    row.at,
    row.projectId ?? null,
    row.keyId ?? null,
    row.endpoint,
    row.method,
    row.status,
    row.outcome,
    row.streamed ? 1 : 0,
    row.asked ?? null,
    row.provider ?? null,
    row.model ?? null,
    row.errorCode ?? null,
    row.waitedMs ?? null,
    row.firstMs ?? null,
    row.durationMs,
    row.inputTokens ?? null,
    row.outputTokens ?? null,
    row.costMicros ?? null,
    row.address ?? null,
    row.userAgent ?? null,
    row.settingsVersion ?? null,
    row.repeats,
    recordInRow(row) ?? null,
  ];
}

export function requestOfRow(row: ListedRow): RequestRow {
  return withoutNulls({
    id: row.id,
    at: Number(row.at),
    projectId: row.project_id,
    keyId: row.key_id,
    endpoint: row.endpoint,
    method: row.method,
    status: row.status,
    outcome: row.outcome as RequestOutcome,
    streamed: row.streamed === 1,
    asked: row.asked,
    provider: row.provider,
    model: row.model,
    errorCode: row.error_code,
    waitedMs: numberOrNull(row.waited_ms),
    firstMs: numberOrNull(row.first_ms),
    durationMs: Number(row.duration_ms),
    inputTokens: numberOrNull(row.input_tokens),
    outputTokens: numberOrNull(row.output_tokens),
    costMicros: numberOrNull(row.cost_micros),
    address: row.address,
    userAgent: row.user_agent,
    settingsVersion: row.settings_version,
    repeats: Number(row.repeats),
  });
}

export function writtenOfRow(row: ListedRow & Pick<RequestsTable, "written_at">): WrittenRequest {
  return { ...requestOfRow(row), writtenAt: Number(row.written_at) };
}

/** Of what a trace is made. */
export const traceColumns = [
  "id",
  "at",
  "written_at",
  "project_id",
  "key_id",
  "status",
  "error_code",
  "cost_micros",
  "address",
  "repeats",
] as const satisfies readonly (keyof RequestsTable)[];

export function traceOfRow(
  row: Pick<RequestsTable, (typeof traceColumns)[number]>,
): RequestTrace & WrittenAt {
  return withoutNulls({
    id: row.id,
    at: Number(row.at),
    writtenAt: Number(row.written_at),
    projectId: row.project_id,
    keyId: row.key_id,
    status: row.status,
    errorCode: row.error_code,
    costMicros: numberOrNull(row.cost_micros),
    address: row.address,
    repeats: Number(row.repeats),
  });
}

/** PostgreSQL's driver may give integers of 64 bits as texts. */
function numberOrNull(value: number | null): number | null {
  return value === null ? null : Number(value);
}
