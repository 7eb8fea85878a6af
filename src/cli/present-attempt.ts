import type { AttemptRow } from "../spec/ledger.ts";

type Shown = string | number | boolean | null;

/** The members of an exported row, in their order. Programs rely on them: none is taken away or renamed. */
export const attemptFields = [
  "id",
  "call_id",
  "attempt",
  "state",
  "outcome",
  "project",
  "key",
  "kind",
  "provider",
  "model",
  "input_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "cost_micros",
  "estimated",
  "output_tokens_min",
  "output_tokens_max",
  "cost_micros_min",
  "cost_micros_max",
  "forwarded_bytes",
  "error_code",
  "upstream_request_id",
  "price_version",
  "settings_version",
  "opened_at",
  "ended_at",
] as const;

/** A row of the ledger for programs. What is unknown is `null`; times have milliseconds. */
export function presentAttempt(row: AttemptRow): Record<(typeof attemptFields)[number], Shown> {
  const { usage, estimate } = row;
  return {
    id: `${row.callId}-${row.attempt}`,
    call_id: row.callId,
    attempt: row.attempt,
    state: row.state,
    outcome: row.outcome ?? null,
    project: row.projectId,
    key: row.keyId ?? null,
    kind: row.kind,
    provider: row.provider,
    model: row.model,
    input_tokens: usage.inputTokens ?? null,
    cached_tokens: usage.cachedTokens ?? null,
    cache_write_tokens: usage.cacheWriteTokens ?? null,
    output_tokens: usage.outputTokens ?? null,
    reasoning_tokens: usage.reasoningTokens ?? null,
    cost_micros: row.costMicros ?? null,
    estimated: estimate !== undefined,
    output_tokens_min: estimate?.outputTokensMin ?? null,
    output_tokens_max: estimate?.outputTokensMax ?? null,
    cost_micros_min: estimate?.costMicrosMin ?? null,
    cost_micros_max: estimate?.costMicrosMax ?? null,
    forwarded_bytes: row.forwarded?.bytes ?? null,
    error_code: row.errorCode ?? null,
    upstream_request_id: row.upstreamRequestId ?? null,
    price_version: row.priceVersion ?? null,
    settings_version: row.settingsVersion,
    opened_at: new Date(row.openedAt).toISOString(),
    ended_at: row.endedAt === undefined ? null : new Date(row.endedAt).toISOString(),
  };
}
