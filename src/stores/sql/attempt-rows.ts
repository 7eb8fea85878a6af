import type {
  AttemptEnding,
  AttemptOpening,
  AttemptOutcome,
  AttemptRow,
  AttemptState,
} from "../../spec/ledger.ts";
import { exact, exactColumn } from "./exact.ts";
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
    input_tokens_most: count(atMost.inputTokens),
    output_tokens_most: count(atMost.outputTokens),
    cost_micros_most: count(atMost.costMicros),
    opened_at: exact(opening.openedAt),
  } satisfies Partial<AttemptsTable>;
}

/** The columns that are written when an attempt ends, in the order of the statement's parameters. */
export function endingRow(ending: Omit<AttemptEnding, "callId" | "attempt">) {
  const { usage, estimate } = ending;
  return {
    state: ending.state,
    outcome: ending.outcome,
    input_tokens: count(usage?.inputTokens),
    cached_tokens: count(usage?.cachedTokens),
    cache_write_tokens: count(usage?.cacheWriteTokens),
    output_tokens: count(usage?.outputTokens),
    reasoning_tokens: count(usage?.reasoningTokens),
    cost_micros: count(ending.costMicros),
    estimated: estimate === undefined ? 0 : 1,
    output_tokens_min: count(estimate?.outputTokensMin),
    output_tokens_max: count(estimate?.outputTokensMax),
    cost_micros_min: count(estimate?.costMicrosMin),
    cost_micros_max: count(estimate?.costMicrosMax),
    forwarded_bytes: exact(ending.forwarded.bytes),
    forwarded_pieces: exact(ending.forwarded.pieces),
    error_code: ending.errorCode ?? null,
    upstream_request_id: ending.upstreamRequestId ?? null,
    ended_at: exact(ending.endedAt),
    // Rewritten with what was spent: an estimate may be corrected later, by exactly that.
    holds: writeHolds(ending.charges),
  } satisfies Partial<AttemptsTable>;
}

/** What is unknown stays so. */
function count(figure: number | undefined): number | null {
  return figure === undefined ? null : exact(figure);
}

const texts = [
  "call_id",
  "instance_id",
  "project_id",
  "key_id",
  "kind",
  "provider",
  "model",
  "settings_version",
  "price_version",
  "state",
  "outcome",
  "error_code",
  "upstream_request_id",
  "holds",
] as const;
const numbers = ["attempt", "estimated"] as const;
const counts = [
  "opened_at",
  "ended_at",
  "input_tokens",
  "cached_tokens",
  "cache_write_tokens",
  "output_tokens",
  "reasoning_tokens",
  "input_tokens_most",
  "output_tokens_most",
  "cost_micros_most",
  "cost_micros",
  "output_tokens_min",
  "output_tokens_max",
  "cost_micros_min",
  "cost_micros_max",
  "forwarded_bytes",
  "forwarded_pieces",
] as const;

/** All columns of an attempt, such that every row can be read. */
export const attemptColumns = [...texts, ...numbers, ...counts.map((name) => exactColumn(name).as(name))];

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
