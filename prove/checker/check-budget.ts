import type { LedgerRow } from "../history/ledger-row.ts";
import type { UpstreamRecord } from "../history/upstream-record.ts";
import { requestIdOf } from "./case.ts";
import type { Violation } from "./violation.ts";

/** What `parley budgets list --json` says of a budget in tokens, and what its calls truly used. */
export interface BudgetCase {
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  /** Tokens by the upstream's own books. */
  readonly used: number;
  /**
   * Tokens that its estimated attempts may have used beyond what is charged for them: 0 where the upstream can be asked,
   * and then every figure must be exact.
   */
  readonly unsure: number;
}

/** I3: never above the limit, nothing set aside for nobody, and charged what was used. */
export function* checkBudget({ limit, spent, reserved, used, unsure }: BudgetCase): Generator<Violation> {
  if (spent > limit) yield violation("overspent", `${spent} of ${limit} tokens are spent`);
  if (used > limit + unsure) {
    yield violation("overused", `the upstream made ${used} tokens for a limit of ${limit}, ${unsure} unsure`);
  }
  if (reserved !== 0) yield violation("left-reserved", `${reserved} tokens are reserved, and nobody asks`);
  if (unsure === 0 ? spent !== used : used > spent + unsure) {
    yield violation(
      "spent-otherwise",
      `${spent} tokens are spent, the upstream made ${used}, ${unsure} unsure`,
    );
  }
}

/** How far the truth of estimated attempts may lie above what was charged for them, by their own bounds. */
export function unsureTokens(ledger: readonly LedgerRow[], upstream: readonly UpstreamRecord[]): number {
  const prompts = new Map(upstream.map(({ requestId, promptTokens }) => [requestId, promptTokens]));
  return ledger
    .filter(({ estimated }) => estimated)
    .reduce((sum, row) => {
      const { inputTokens = 0, outputTokens = 0, outputTokensMax = outputTokens } = row;
      const input = Math.max(0, (prompts.get(requestIdOf(row)) ?? 0) - inputTokens);
      return sum + input + Math.max(0, outputTokensMax - outputTokens);
    }, 0);
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I3", rule, what };
}
