import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { type Case, requestIdOf } from "./case.ts";
import type { Violation } from "./violation.ts";

/** The row's tokens are the upstream's own, or an estimate whose bounds hold them. */
export function* checkTokens({ upstream, ledger, terms }: Case): Generator<Violation> {
  const truths = new Map(upstream.map((record) => [record.requestId, record]));
  for (const row of ledger) {
    const truth = truths.get(requestIdOf(row));
    // What still runs upstream has no truth yet; an attempt that was never sent has none at all.
    if (truth === undefined || truth.status === "open") continue;
    if (row.estimated) yield* checkEstimate(row, truth, terms.exact);
    else yield* checkExact(row, truth);
  }
}

function* checkExact(row: LedgerRow, truth: UpstreamRecord): Generator<Violation> {
  const { inputTokens, outputTokens } = row;
  if (inputTokens === undefined || outputTokens === undefined) {
    yield violation("unknown", row, `has neither tokens nor an estimate (${inputTokens}+${outputTokens})`);
  } else if (inputTokens !== truth.promptTokens || outputTokens !== truth.completionTokens) {
    const told = `${truth.promptTokens}+${truth.completionTokens}`;
    yield violation("inexact", row, `says ${inputTokens}+${outputTokens}, the upstream ${told}`);
  }
}

function* checkEstimate(
  row: LedgerRow,
  truth: UpstreamRecord,
  exact: readonly string[],
): Generator<Violation> {
  const { outputTokensMin: least, outputTokensMax: most } = row;
  if (exact.includes(truth.provider)) {
    yield violation("not-asked", row, "is an estimate, and the upstream could have been asked");
  }
  if (least === undefined || most === undefined) {
    yield violation("unbounded", row, `is an estimate from ${least} to ${most}`);
  } else if (truth.completionTokens < least || truth.completionTokens > most) {
    yield violation(
      "out-of-bounds",
      row,
      `is estimated from ${least} to ${most}, the upstream made ${truth.completionTokens}`,
    );
  }
}

function violation(rule: string, row: LedgerRow, what: string): Violation {
  return { invariant: "tokens", rule, what: `${requestIdOf(row)} (${row.state}) ${what}` };
}
