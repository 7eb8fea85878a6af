import type { Violation } from "./violation.ts";

/** What `parley budgets list --json` says of a budget in tokens, and what its calls truly used. */
export interface BudgetCase {
  readonly limit: number;
  readonly spent: number;
  readonly reserved: number;
  /** Tokens by the upstream's own books. */
  readonly used: number;
  /** Whether some of its attempts are estimates: nobody knows what they used, and all that was set aside is charged. */
  readonly estimated: boolean;
}

/**
 * I3: the limit holds for the truth as well as for what is charged, nothing is set aside for nobody, and what is charged
 * is what was used; never less where that is an estimate.
 */
export function* checkBudget({ limit, spent, reserved, used, estimated }: BudgetCase): Generator<Violation> {
  if (spent > limit) yield violation("overspent", `${spent} of ${limit} tokens are spent`);
  if (used > limit) yield violation("overused", `the upstream made ${used} tokens for a limit of ${limit}`);
  if (reserved !== 0) yield violation("left-reserved", `${reserved} tokens are reserved, and nobody asks`);
  if (estimated ? used > spent : used !== spent) {
    const some = estimated ? ", some attempts are estimates" : "";
    yield violation("spent-otherwise", `${spent} tokens are spent, the upstream made ${used}${some}`);
  }
}

function violation(rule: string, what: string): Violation {
  return { invariant: "I3", rule, what };
}
