import type { ClientRecord } from "../history/client-record.ts";
import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";

/** What there is to judge: three histories of the same calls, written by three parties. */
export interface Case {
  /** What callers were told. */
  readonly clients: readonly ClientRecord[];
  /** What the upstream was asked, and did. */
  readonly upstream: readonly UpstreamRecord[];
  /** What Parley's books say. */
  readonly ledger: readonly LedgerRow[];
  /** What must hold in this scenario besides. */
  readonly terms: Terms;
}

export interface Terms {
  /**
   * Providers of which the upstream can be asked: no row of theirs may be an estimate in the end,
   * except of attempts that went wrong while the server lived (`estimatesAllowed`).
   */
  readonly exact: readonly string[];
  /** Prices in micro-units for 1,000,000 tokens, of every provider. */
  readonly prices: { readonly input: number; readonly output: number };
}

/** The name under which the upstream was asked for an attempt. */
export function requestIdOf(row: LedgerRow): string {
  return `${row.callId}-${row.attempt}`;
}

/** Rows by the name under which the upstream knows them. */
export function rowsByRequest(ledger: readonly LedgerRow[]): Map<string, LedgerRow[]> {
  return Map.groupBy(ledger, requestIdOf);
}
