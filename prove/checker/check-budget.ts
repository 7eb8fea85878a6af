import type { Violation } from "./violation.ts";

/** What `parley budgets list --json` says of a budget in tokens, and what its calls truly used. */
export interface BudgetCase {
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  /** Tokens by the upstream's own books. */
  readonly used: number;
  /** Whether every attempt's truth is known; else what is charged is an estimate within its bounds. */
  readonly exact: boolean;
}

/** I3: never above the limit, nothing set aside for nobody, and charged what was used. */
export function* checkBudget(budget: BudgetCase): Generator<Violation> {
  const { limit, spent, reserved, used, exact } = budget;
  if (spent > limit) yield violation("overspent", `${spent} of ${limit} tokens are spent`);
  if (used > limit) yield violation("overused", `the upstream made ${used} tokens for a limit of ${limit}`);
  if (reserved !== 0) yield violation("left-reserved", `${reserved} tokens are reserved, and nobody asks`);
  if (exact && spent !== used) {
    yield violation("spent-otherwise", `${spent} tokens are spent, the upstream made ${used}`);
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I3", rule, what };
}
