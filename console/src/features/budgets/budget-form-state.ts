import type { Budget, BudgetPeriod, BudgetSubject, BudgetUnit, BudgetWish } from "../../api/budgets.ts";
import { readCount, readMoney, writeMoney } from "../../ui/exact-amount.ts";

/** What the form for a new budget holds. */
export interface BudgetFormState {
  readonly subject: BudgetSubject;
  readonly project: string;
  readonly key: string;
  readonly per: BudgetPeriod;
  readonly unit: BudgetUnit;
  readonly amount: string;
  readonly shadow: boolean;
}

/** The amount in whole units; `undefined` where the text is none. */
export function amountOf({ unit, amount }: Pick<BudgetFormState, "unit" | "amount">): number | undefined {
  return unit === "micros" ? readMoney(amount) : readCount(amount);
}

/** How an amount stands in the form. */
export function amountText({ unit, amount }: Pick<Budget, "unit" | "amount">): string {
  return unit === "micros" ? writeMoney(amount) : String(amount);
}

/** What is wished for; `undefined` as long as something is missing. */
export function wishOf(form: BudgetFormState): BudgetWish | undefined {
  const amount = amountOf(form);
  const { subject, per, unit, shadow } = form;
  if (amount === undefined) return undefined;
  const rest = { per, unit, amount, shadow };
  if (subject === "installation") return { subject, ...rest };
  const subject_id = subject === "project" ? form.project : form.key;
  return subject_id === "" ? undefined : { subject, subject_id, ...rest };
}

/** The budget that a wish would change: there is one for the same calls, period and unit. */
export function sameBudget(
  all: readonly Budget[],
  { subject, subject_id = "", per, unit }: BudgetWish,
): Budget | undefined {
  return all.find(
    (one) =>
      one.subject === subject &&
      (one.subject_id ?? "") === subject_id &&
      one.per === per &&
      one.unit === unit,
  );
}
