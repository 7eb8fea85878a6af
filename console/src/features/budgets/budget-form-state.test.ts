import { expect, test } from "vitest";
import type { Budget } from "../../api/budgets.ts";
import { amountText, type BudgetFormState, sameBudget, wishOf } from "./budget-form-state.ts";

const form = (more: Partial<BudgetFormState> = {}): BudgetFormState => ({
  subject: "installation",
  project: "proj_1",
  key: "",
  per: "month",
  unit: "micros",
  amount: "12.5",
  shadow: false,
  ...more,
});

test("money is read in millionths, and tokens as they are", () => {
  const rest = { per: "month", shadow: false } as const;
  expect(wishOf(form())).toEqual({ subject: "installation", unit: "micros", amount: 12_500_000, ...rest });
  expect(wishOf(form({ subject: "project", unit: "tokens", amount: "12" }))).toEqual({
    subject: "project",
    subject_id: "proj_1",
    unit: "tokens",
    amount: 12,
    ...rest,
  });
});

test.each([
  { amount: "" },
  { amount: "1,5" },
  { unit: "tokens", amount: "1.5" },
  { subject: "key" },
] as const)("something is missing: %j", (more) => {
  expect(wishOf(form(more))).toBeUndefined();
});

test("amounts stand in the form as they are read", () => {
  expect(amountText({ unit: "micros", amount: 1_500_001 })).toBe("1.500001");
  expect(amountText({ unit: "tokens", amount: 1_500_001 })).toBe("1500001");
});

test("there is one budget for the same calls, period and unit", () => {
  const one = { subject: "installation", subject_id: null, per: "month", unit: "micros" } as Budget;
  const wish = wishOf(form());
  if (wish === undefined) throw new Error("there is no wish");
  expect(sameBudget([one], wish)).toBe(one);
  expect(sameBudget([{ ...one, per: "day" }], wish)).toBeUndefined();
  expect(sameBudget([{ ...one, subject: "project", subject_id: "proj_1" }], wish)).toBeUndefined();
});
