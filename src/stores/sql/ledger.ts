import { sql } from "kysely";
import type { Kysely } from "kysely";

import type {
  AttemptEnding,
  AttemptOpening,
  AttemptOutcome,
  AttemptRow,
  AttemptState,
  LedgerStore,
} from "../../spec/stores.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { AttemptsTable, Schema } from "./schema.ts";
import { withoutNulls } from "./without-nulls.ts";

/** What the ledger's columns hold. */
export type LedgerValue = string | number | null;

/** The two statements of the hot path; their parameters are `openingValues` and `endingValues`. */
export interface LedgerStatements {
  readonly open: string;
  readonly settle: string;
}

/** Literals, because each parameter of the hot path costs. */
const dispatched = sql.lit("dispatched" satisfies AttemptState);
const interrupted = sql.lit("interrupted" satisfies AttemptState);

/**
 * Compiles the statements of the hot path once, so that a call pays for no query building.
 * The order of their parameters is the order of the members in `openingRow` and `endingRow`.
 */
export function compileLedgerStatements(db: Kysely<Schema>): LedgerStatements {
  const opening = openingRow({
    callId: "",
    attempt: 1,
    instanceId: "",
    projectId: "",
    provider: "",
    model: "",
    openedAt: 0,
  });
  const ending = endingRow({
    callId: "",
    attempt: 1,
    state: "settled",
    outcome: "ended",
    forwardedBytes: 0,
    endedAt: 0,
  });
  return {
    open: db
      .insertInto("attempts")
      .values({ ...opening, state: dispatched })
      .compile().sql,
    settle: db
      .updateTable("attempts")
      .set(ending)
      .where("call_id", "=", "")
      .where("attempt", "=", 1)
      // An instance that slept past its deadline is given up as interrupted; when it wakes up and
      // knows the truth, the truth counts.
      .where("state", "in", [dispatched, interrupted])
      .compile().sql,
  };
}

export function openingValues(opening: AttemptOpening): LedgerValue[] {
  return Object.values(openingRow(opening));
}

export function endingValues(ending: AttemptEnding): LedgerValue[] {
  return [...Object.values(endingRow(ending)), ending.callId, ending.attempt];
}

type OpeningColumns =
  | "call_id"
  | "attempt"
  | "instance_id"
  | "project_id"
  | "key_id"
  | "provider"
  | "model"
  | "opened_at";

function openingRow(opening: AttemptOpening) {
  return {
    call_id: opening.callId,
    attempt: opening.attempt,
    instance_id: opening.instanceId,
    project_id: opening.projectId,
    key_id: opening.keyId ?? null,
    provider: opening.provider,
    model: opening.model,
    opened_at: opening.openedAt,
  } satisfies Pick<AttemptsTable, OpeningColumns>;
}

function endingRow(ending: AttemptEnding) {
  const usage = ending.usage;
  return {
    state: ending.state,
    outcome: ending.outcome,
    input_tokens: usage?.inputTokens ?? null,
    cached_tokens: usage?.cachedTokens ?? null,
    cache_write_tokens: usage?.cacheWriteTokens ?? null,
    output_tokens: usage?.outputTokens ?? null,
    reasoning_tokens: usage?.reasoningTokens ?? null,
    forwarded_bytes: ending.forwardedBytes,
    error_code: ending.errorCode ?? null,
    upstream_request_id: ending.upstreamRequestId ?? null,
    ended_at: ending.endedAt,
  } satisfies Omit<AttemptsTable, OpeningColumns>;
}

/** Reading the ledger; each store brings its own way of writing it. */
export function createLedgerReader(db: Kysely<Schema>): Pick<LedgerStore, "list"> {
  return {
    list: (filter) =>
      guarded(async () => {
        // The order of the key: the ledger is read from its end, and nothing is sorted.
        const newest = db
          .selectFrom("attempts")
          .selectAll()
          .orderBy("call_id", "desc")
          .orderBy("attempt", "desc")
          .limit(rowLimit(filter.limit));
        const query = filter.callId === undefined ? newest : newest.where("call_id", "=", filter.callId);
        return (await query.execute()).map(toAttempt);
      }),
  };
}

function toAttempt(row: AttemptsTable): AttemptRow {
  return withoutNulls({
    callId: row.call_id,
    attempt: row.attempt,
    instanceId: row.instance_id,
    projectId: row.project_id,
    keyId: row.key_id,
    provider: row.provider,
    model: row.model,
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
    forwardedBytes: row.forwarded_bytes,
    errorCode: row.error_code,
    upstreamRequestId: row.upstream_request_id,
    endedAt: row.ended_at,
  });
}
