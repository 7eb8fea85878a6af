import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Actor } from "../spec/actor.ts";
import type { Budget, BudgetState } from "../spec/budget.ts";
import type { AuditAction, AuditDetails, KeepingStores } from "../spec/audit.ts";
import { ParleyError } from "../spec/errors.ts";
import { audited } from "./audit/audited.ts";
import { checkSubject, demandSubject, maySeeSubject, projectsOfSubjects } from "./subjects.ts";

export interface BudgetDeps {
  readonly stores: KeepingStores;
  readonly clock: Clock;
}

export type BudgetInput = Omit<Budget, "id" | "createdAt">;

/** A budget, and the project to which its calls belong; absent where they belong to all of them. */
export interface SeenBudget extends BudgetState {
  readonly projectId?: string;
}

/** Sets a budget, or changes the one of the same subject, period and unit: it keeps its id and what it has spent. */
export async function setBudget(deps: BudgetDeps, actor: Actor, input: BudgetInput): Promise<SeenBudget> {
  await demandSubject(deps.stores, actor, "budget", input.subject);
  checkAmount(input.amount);
  await checkSubject(deps.stores, input.subject);
  const state = await audited(deps, actor, async (within) => {
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
    const now = (await within.budgets.list()).find((budget) => budget.id === id);
    if (now === undefined) throw noBudget(id); // somebody removed it in this moment
    return {
      result: now,
      notes: [
        updated(
          before.find((budget) => budget.id === id),
          now,
        ),
      ],
    };
  });
  const projectOf = await projectsOfSubjects(deps.stores);
  return seen(state, projectOf(state.subject));
}

export interface BudgetChange {
  readonly id: string;
  readonly amount?: number;
  readonly shadow?: boolean;
}

/** Changes how much a budget allows, or whether it refuses; it keeps what it has spent. */
export async function changeBudget(
  deps: Pick<BudgetDeps, "stores">,
  actor: Actor,
  { id, amount, shadow }: BudgetChange,
): Promise<SeenBudget> {
  const { subject, projectId } = await findBudget(deps, actor, { id });
  await demandSubject(deps.stores, actor, "budget", subject);
  if (amount !== undefined) checkAmount(amount);
  const state = await audited(deps, actor, async (within) => {
    const find = async (): Promise<BudgetState> => {
      const found = (await within.budgets.list()).find((budget) => budget.id === id);
      if (found === undefined) throw noBudget(id);
      return found;
    };
    const before = await find();
    const wanted = { ...before, amount: amount ?? before.amount, shadow: shadow ?? before.shadow };
    if (wanted.amount === before.amount && wanted.shadow === before.shadow)
      return { result: before, notes: [] };
    await within.budgets.set(wanted);
    const now = await find();
    return { result: now, notes: [updated(before, now)] };
  });
  return seen(state, projectId);
}

function checkAmount(amount: number): void {
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new ParleyError("invalid_value", {
    message: `A budget's amount is an integer from 0 to ${Number.MAX_SAFE_INTEGER}.`,
    param: "amount",
  });
}

function updated(before: BudgetState | undefined, now: BudgetState) {
  const details = { ...told(now), old: before === undefined ? null : told(before) };
  return { ...noteOn(now, "budget.updated"), details };
}

function seen(state: BudgetState, projectId: string | undefined): SeenBudget {
  return { ...state, ...(projectId !== undefined && { projectId }) };
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
): Promise<readonly SeenBudget[]> {
  const mayBeSeen = await maySeeSubject(deps.stores, actor, "budget");
  const projectOf = await projectsOfSubjects(deps.stores);
  const all = (await deps.stores.budgets.list()).filter(({ subject }) => mayBeSeen(subject));
  return all.map((state) => seen(state, projectOf(state.subject)));
}

/** Fails with `not_found`, as for one that does not exist, where the actor may not see it. */
export async function findBudget(
  deps: Pick<BudgetDeps, "stores">,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<SeenBudget> {
  const budget = (await listBudgets(deps, actor)).find((candidate) => candidate.id === id);
  if (budget === undefined) throw noBudget(id);
  return budget;
}

/** Gives the budget as it was. What its calls have reserved is forgotten with it. */
export async function removeBudget(
  deps: Pick<BudgetDeps, "stores">,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<SeenBudget> {
  const budget = await findBudget(deps, actor, { id });
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
