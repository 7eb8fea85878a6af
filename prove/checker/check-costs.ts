import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { type Case, requestIdOf, type Terms } from "./case.ts";
import type { Violation } from "./violation.ts";

/** Money is a whole number of micro-units ≥ 0, what the tokens cost, rounded up, and an estimate holds the truth. */
export function* checkCosts({ upstream, ledger, terms }: Case): Generator<Violation> {
  const truths = new Map(upstream.map((record) => [record.requestId, record]));
  for (const row of ledger) {
    for (const amount of [row.costMicros, row.costMinMicros, row.costMaxMicros]) {
      if (amount !== undefined && !(Number.isSafeInteger(amount) && amount >= 0)) {
        yield violation("no-amount", row, `has ${amount} as an amount of money`);
      }
    }
    const truth = truths.get(requestIdOf(row));
    if (truth === undefined || truth.status === "open") continue;
    const cost = costOf(truth, terms.prices);
    if (row.estimated) yield* checkBounds(row, cost);
    else if (row.costMicros === undefined) yield violation("no-cost", row, "has a price and no cost");
    else if (row.costMicros !== cost) {
      yield violation("wrong-cost", row, `costs ${row.costMicros}, by its tokens ${cost}`);
    }
  }
}

function* checkBounds(row: LedgerRow, cost: number): Generator<Violation> {
  const { costMinMicros: least, costMaxMicros: most } = row;
  if (least === undefined || most === undefined) {
    yield violation("unbounded-cost", row, `is estimated to cost from ${least} to ${most}`);
  } else if (cost < least || cost > most) {
    yield violation(
      "cost-out-of-bounds",
      row,
      `is estimated to cost from ${least} to ${most}, and cost ${cost}`,
    );
  }
}

/** Rounded up once. The tokens of a proof are few: the products stay far below 2^53. */
function costOf(truth: UpstreamRecord, prices: Terms["prices"]): number {
  const exact = truth.promptTokens * prices.input + truth.completionTokens * prices.output;
  return Math.ceil(exact / 1_000_000);
}

function violation(rule: string, row: LedgerRow, what: string): Violation {
  return { invariant: "money", rule, what: `${requestIdOf(row)} (${row.state}) ${what}` };
}
