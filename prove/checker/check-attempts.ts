import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { type Case, requestIdOf, rowsByRequest } from "./case.ts";
import type { Violation } from "./violation.ts";

/** States in which nothing more is to come. */
const final = new Set(["settled", "never_sent", "interrupted", "recovered"]);

/** I2: each attempt that the upstream heard of has one row, each row ends, and nothing is charged that was not. */
export function* checkAttempts({ upstream, ledger }: Case): Generator<Violation> {
  const rows = rowsByRequest(ledger);
  yield* checkUpstream(upstream, rows);
  const heard = new Set(upstream.map(({ requestId }) => requestId));
  for (const [requestId, same] of rows) {
    if (same.length > 1) yield violation("duplicate-row", `${requestId} has ${same.length} rows`);
  }
  for (const [id, same] of Map.groupBy(ledger, (row) => row.id)) {
    if (same.length > 1) yield violation("duplicate-id", `${same.length} rows are called ${id}`);
  }
  for (const row of ledger) {
    const requestId = requestIdOf(row);
    if (!final.has(row.state)) yield violation("open-row", `${requestId} is still ${row.state}`);
    if (row.state === "never_sent" && heard.has(requestId)) {
      yield violation("sent-after-all", `${requestId} is never_sent, and the upstream got it`);
    }
    if (!heard.has(requestId)) yield* checkUnheard(row, requestId);
  }
}

function* checkUpstream(
  upstream: readonly UpstreamRecord[],
  rows: ReadonlyMap<string, readonly LedgerRow[]>,
): Generator<Violation> {
  for (const record of upstream) {
    if (record.requestId === undefined) {
      yield violation("nameless-attempt", `the upstream got ${record.user} without x-client-request-id`);
    } else if (!rows.has(record.requestId)) {
      yield violation("attempt-without-row", `the upstream got ${record.requestId} (${record.user})`);
    }
  }
  const named = upstream.filter(({ requestId }) => requestId !== undefined);
  for (const [requestId, same] of Map.groupBy(named, (record) => record.requestId)) {
    if (same.length > 1) yield violation("sent-twice", `the upstream got ${requestId} ${same.length} times`);
  }
  for (const [user, same] of Map.groupBy(upstream, (record) => record.user)) {
    if (same.length > 1) {
      const names = same.map(({ requestId }) => requestId ?? "nameless").join(", ");
      yield violation("asked-twice", `${user} asked once, and the upstream got it as ${names}`);
    }
  }
}

/** The process may die between the row and the first byte: then there is a row of nothing. */
function* checkUnheard(row: LedgerRow, requestId: string): Generator<Violation> {
  const charged = row.estimated ? (row.outputTokensMin ?? 0) : (row.outputTokens ?? 0);
  if (charged > 0 || (row.state === "settled" && (row.outputTokens ?? 0) > 0)) {
    yield violation("phantom", `${requestId} has ${charged} tokens, and the upstream never heard of it`);
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I2", rule, what };
}
