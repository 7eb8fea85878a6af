import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Budget, BudgetState } from "../spec/budget.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Stores } from "../spec/stores.ts";
import { checkSubject } from "./subjects.ts";

export interface BudgetDeps {
  readonly stores: Stores;
  readonly clock: Clock;
}

export type BudgetInput = Omit<Budget, "id" | "createdAt">;

/** Sets a budget, or changes the one of the same subject, period and unit: it keeps its id and what it has spent. */
export async function setBudget(deps: BudgetDeps, input: BudgetInput): Promise<BudgetState> {
  if (!Number.isSafeInteger(input.amount) || input.amount < 0) {
    throw new ParleyError("invalid_value", {
      message: `A budget's amount is an integer from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      param: "amount",
    });
  }
  await checkSubject(deps.stores, input.subject);
  const { id } = await deps.stores.budgets.set({
    id: randomId("bud"),
    subject: input.subject,
    period: input.period,
    unit: input.unit,
    amount: input.amount,
    shadow: input.shadow,
    createdAt: deps.clock.now(),
  });
  const state = (await listBudgets(deps)).find((budget) => budget.id === id);
  if (state === undefined) throw noBudget(id); // somebody removed it in this moment
  return state;
}

/** Oldest first. */
export function listBudgets(deps: BudgetDeps): Promise<readonly BudgetState[]> {
  return deps.stores.budgets.list();
}

/** Gives the budget as it was. What its calls have reserved is forgotten with it. */
export async function removeBudget(deps: BudgetDeps, id: string): Promise<BudgetState> {
  const budget = (await listBudgets(deps)).find((candidate) => candidate.id === id);
  if (budget === undefined || !(await deps.stores.budgets.remove(id))) throw noBudget(id);
  return budget;
}

export function noBudget(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no budget ${id}. \`parley budgets list\` shows all of them.`,
  });
}
