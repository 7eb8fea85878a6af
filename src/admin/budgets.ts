import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Actor } from "../spec/actor.ts";
import type { Budget, BudgetState } from "../spec/budget.ts";
import type { AuditAction, AuditDetails, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import { audited } from "./audit/audited.ts";
import { checkSubject, demandSubject, maySeeSubject } from "./subjects.ts";

export interface BudgetDeps {
  readonly stores: KeepingStores;
  readonly clock: Clock;
}

export type BudgetInput = Omit<Budget, "id" | "createdAt">;

/** Sets a budget, or changes the one of the same subject, period and unit: it keeps its id and what it has spent. */
export async function setBudget(deps: BudgetDeps, actor: Actor, input: BudgetInput): Promise<BudgetState> {
  await demandSubject(deps.stores, actor, "budget", input.subject);
  if (!Number.isSafeInteger(input.amount) || input.amount < 0) {
    throw new ParleyError("invalid_value", {
      message: `A budget's amount is an integer from 0 to ${Number.MAX_SAFE_INTEGER}.`,
      param: "amount",
    });
  }
  await checkSubject(deps.stores, input.subject);
  return audited(deps, actor, async (within) => {
    const before = await within.budgets.list();
    const { id } = await within.budgets.set({
      id: randomId("bud"),
      subject: input.subject,
      period: input.period,
      unit: input.unit,
      amount: input.amount,
      shadow: input.shadow,
      createdAt: deps.clock.now(),
    });
    const state = (await within.budgets.list()).find((budget) => budget.id === id);
    if (state === undefined) throw noBudget(id); // somebody removed it in this moment
    const old = before.find((budget) => budget.id === id);
    const details = { ...told(state), old: old === undefined ? null : told(old) };
    return { result: state, notes: [{ ...noteOn(state, "budget.updated"), details }] };
  });
}

function noteOn<Word extends AuditAction>({ id, subject }: Budget, action: Word) {
  const projectId = subject.type === "project" ? { projectId: subject.id } : {};
  return { action, subject: { kind: "budget", id }, ...projectId } as const;
}

function told({ amount, unit, period, shadow, subject }: Budget): AuditDetails {
  const of = "id" in subject ? `${subject.type} ${subject.id}` : subject.type;
  return { amount, unit, period, shadow, of };
}

/** Those that the actor may see, oldest first. */
export async function listBudgets(
  deps: Pick<BudgetDeps, "stores">,
  actor: Actor,
): Promise<readonly BudgetState[]> {
  const mayBeSeen = await maySeeSubject(deps.stores, actor, "budget");
  return (await deps.stores.budgets.list()).filter(({ subject }) => mayBeSeen(subject));
}

/** Gives the budget as it was. What its calls have reserved is forgotten with it. */
export async function removeBudget(
  deps: Pick<BudgetDeps, "stores">,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<BudgetState> {
  const budget = (await listBudgets(deps, actor)).find((candidate) => candidate.id === id);
  if (budget === undefined) throw noBudget(id);
  await demandSubject(deps.stores, actor, "budget", budget.subject);
  return audited(deps, actor, async (within) => {
    if (!(await within.budgets.remove(id))) throw noBudget(id);
    return { result: budget, notes: [{ ...noteOn(budget, "budget.deleted"), details: told(budget) }] };
  });
}

export function noBudget(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `There is no budget ${id}. \`parley budgets list\` shows all of them.`,
  });
}
