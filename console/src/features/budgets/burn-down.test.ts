import fc from "fast-check";
import { expect, test } from "vitest";
import type { BudgetHistory } from "../../api/budgets.ts";
import { burnDown } from "./burn-down.ts";
import { forecast, paceOfPeriod } from "./forecast.ts";

const history = (spents: readonly number[], more: Partial<BudgetHistory["budget"]> = {}): BudgetHistory => {
  const spent = spents.reduce((sum, each) => sum + each, 0);
  let gone = 0;
  return {
    bucket_width: "1h",
    spent_before: 0,
    budget: {
      id: "bud_1",
      subject: "installation",
      subject_id: null,
      project_id: null,
      per: "day",
      unit: "tokens",
      amount: 100,
      spent,
      reserved: 0,
      left: 100 - spent,
      shadow: false,
      period_start: 0,
      period_end: 86_400,
      created_at: 0,
      can: { update: true, delete: true },
      ...more,
    },
    data: spents.map((each, place) => {
      gone += each;
      return { start_time: place * 3_600, end_time: (place + 1) * 3_600, spent: each, left: 100 - gone };
    }),
  };
};

test("what was left, what is expected, and what would be even", () => {
  const one = history([10, 30]);
  expect(burnDown(one, { kind: "runs-out", at: 10_800 }, 7_200)).toEqual({
    times: [0, 3_600, 7_200, 10_800, 86_400],
    left: [100, 90, 60, null, null],
    expected: [null, null, 60, 0, null],
    even: [100, null, null, null, 0],
  });
});

test("a budget without an end has no even line, and one that is used up is not below nothing", () => {
  const one = history([60, 90], { period_end: null });
  expect(burnDown(one, { kind: "over" }, 7_000)).toEqual({
    times: [0, 3_600, 7_000],
    left: [100, 40, 0],
    expected: [null, null, null],
    even: [null, null, null],
  });
});

test("times are in order and each is there once, and the line ends in what is left", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 20 }), fc.nat(3_599), (spents, into) => {
      const one = history(spents);
      const now = Math.max(spents.length * 3_600 - into, 1);
      const { times, left } = burnDown(one, forecast(one.budget, paceOfPeriod(one.budget, now), now), now);
      expect(times).toEqual([...new Set(times)].toSorted((first, second) => first - second));
      expect(left[times.indexOf(now)]).toBe(Math.max(100 - one.budget.spent, 0));
      expect(left.every((value) => value === null || value >= 0)).toBe(true);
    }),
  );
});
