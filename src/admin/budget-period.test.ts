import fc from "fast-check";
import { expect, test } from "vitest";
import type { BudgetPeriod, BudgetState } from "../spec/budget.ts";
import { leftOf, periodOf } from "./budget-period.ts";

const state = (more: Partial<BudgetState>): BudgetState => ({
  id: "bud_1",
  subject: { type: "installation" },
  period: "day",
  unit: "micros",
  amount: 10,
  shadow: false,
  createdAt: 5_000,
  window: "2026-11-23",
  reserved: 0,
  spent: 0,
  ...more,
});

test.each<[BudgetPeriod, string, string, string | undefined]>([
  ["day", "2026-11-30", "2026-11-30T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
  ["day", "2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
  ["month", "2026-12", "2026-12-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["month", "2024-02", "2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
  ["total", "total", "1970-01-01T00:00:05.000Z", undefined],
])("the period of a %s, %s", (period, window, start, end) => {
  const span = periodOf(state({ period, window }));
  expect(new Date(span.start).toISOString()).toBe(start);
  expect(span.end === undefined ? undefined : new Date(span.end).toISOString()).toBe(end);
});

test("what is left is an exact integer, whatever was spent", () => {
  const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, amount, amount, (all, spent, reserved) => {
      const left = leftOf(state({ amount: all, spent, reserved }));
      const exact = BigInt(all) - BigInt(spent) - BigInt(reserved);
      expect(Number.isSafeInteger(left)).toBe(true);
      if (exact >= BigInt(-Number.MAX_SAFE_INTEGER)) expect(BigInt(left)).toBe(exact);
    }),
  );
});
