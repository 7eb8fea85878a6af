import fc from "fast-check";
import { expect, test } from "vitest";
import { RetryBudget } from "./retry-budget.ts";

test("in whatever order: never more than a fifth of the calls and three", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 500 }), (steps) => {
      const budget = new RetryBudget();
      let calls = 0;
      let taken = 0;
      for (const asks of steps) {
        if (asks) {
          calls++;
          budget.earn();
        } else if (budget.take()) {
          taken++;
        }
        expect(taken).toBeLessThanOrEqual(calls / 5 + 3 + 1e-6);
      }
    }),
  );
});

test("whoever takes what there is gets all of it", () => {
  const budget = new RetryBudget();
  let taken = 0;
  while (budget.take()) taken++;
  for (let call = 0; call < 1_000; call++) {
    budget.earn();
    if (budget.take()) taken++;
  }
  expect(taken).toBe(3 + 200);
});

test("a long calm does not pay for a storm", () => {
  const budget = new RetryBudget();
  for (let call = 0; call < 10_000; call++) budget.earn();
  let taken = 0;
  while (budget.take()) taken++;
  expect(taken).toBe(10);
});
