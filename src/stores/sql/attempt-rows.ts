import type {
  AttemptEnding,
  AttemptOpening,
  AttemptOutcome,
  AttemptRow,
  AttemptState,
} from "../../spec/ledger.ts";
import { writeHolds } from "./holds.ts";
import type { AttemptsTable } from "./schema.ts";
import { withoutNulls } from "./without-nulls.ts";

/** The columns that are written when an attempt is opened, in the order of the statement's parameters. */
export function openingRow(opening: Omit<AttemptOpening, "holds">) {
  const { atMost } = opening;
  return {
    call_id: opening.callId,
    attempt: opening.attempt,
    instance_id: opening.instanceId,
    project_id: opening.projectId,
    key_id: opening.keyId ?? null,
    kind: opening.kind,
    provider: opening.provider,
    model: opening.model,
    settings_version: opening.settingsVersion,
    price_version: opening.priceVersion ?? null,
    input_tokens_most: atMost.inputTokens ?? null,
    output_tokens_most: atMost.outputTokens ?? null,
    cost_micros_most: atMost.costMicros ?? null,
    opened_at: opening.openedAt,
  } satisfies Partial<AttemptsTable>;
}

/** The columns that are written when an attempt ends, in the order of the statement's parameters. */
export function endingRow(ending: Omit<AttemptEnding, "callId" | "attempt">) {
  const { usage, estimate } = ending;
  return {
    state: ending.state,
    outcome: ending.outcome,
    input_tokens: usage?.inputTokens ?? null,
    cached_tokens: usage?.cachedTokens ?? null,
    cache_write_tokens: usage?.cacheWriteTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    reasoning_tokens: usage?.reasoningTokens ?? null,
    cost_micros: ending.costMicros ?? null,
    estimated: estimate === undefined ? 0 : 1,
    output_tokens_min: estimate?.outputTokensMin ?? null,
    output_tokens_max: estimate?.outputTokensMax ?? null,
    cost_micros_min: estimate?.costMicrosMin ?? null,
    cost_micros_max: estimate?.costMicrosMax ?? null,
    forwarded_bytes: ending.forwarded.bytes,
    forwarded_pieces: ending.forwarded.pieces,
    error_code: ending.errorCode ?? null,
    upstream_request_id: ending.upstreamRequestId ?? null,
    ended_at: ending.endedAt,
    // Rewritten with what was spent: an estimate may be corrected later, by exactly that.
    holds: writeHolds(ending.charges),
  } satisfies Partial<AttemptsTable>;
}

export function toAttempt(row: AttemptsTable): AttemptRow {
  const ended = row.ended_at !== null;
  return withoutNulls({
    callId: row.call_id,
    attempt: row.attempt,
    instanceId: row.instance_id,
    projectId: row.project_id,
    keyId: row.key_id,
    kind: row.kind as AttemptRow["kind"],
    provider: row.provider,
    model: row.model,
    settingsVersion: row.settings_version,
    priceVersion: row.price_version,
    atMost: withoutNulls({
      inputTokens: row.input_tokens_most,
      outputTokens: row.output_tokens_most,
      costMicros: row.cost_micros_most,
    }),
    openedAt: row.opened_at,
    state: row.state as AttemptState,
    outcome: row.outcome as AttemptOutcome | null,
    usage: withoutNulls({
      inputTokens: row.input_tokens,
      cachedTokens: row.cached_tokens,
      cacheWriteTokens: row.cache_write_tokens,
      outputTokens: row.output_tokens,
      reasoningTokens: row.reasoning_tokens,
    }),
    costMicros: row.cost_micros,
    estimate:
      row.estimated === 1
        ? withoutNulls({
            outputTokensMin: row.output_tokens_min ?? 0,
            outputTokensMax: row.output_tokens_max,
            costMicrosMin: row.cost_micros_min,
            costMicrosMax: row.cost_micros_max,
          })
        : null,
    forwarded:
      row.forwarded_bytes === null && !ended
        ? null
        : { bytes: row.forwarded_bytes ?? 0, pieces: row.forwarded_pieces ?? 0 },
    errorCode: row.error_code,
    upstreamRequestId: row.upstream_request_id,
    endedAt: row.ended_at,
  });
}
