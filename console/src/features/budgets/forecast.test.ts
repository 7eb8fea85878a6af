import fc from "fast-check";
import { expect, test } from "vitest";
import type { Budget, BudgetHistory } from "../../api/budgets.ts";
import { forecast, paceOfPeriod, recentPace } from "./forecast.ts";

const day = 86_400;
const start = Date.UTC(2026, 10, 1) / 1_000;
const end = start + 30 * day;

const budget = (more: Partial<Budget> = {}): Budget => ({
  id: "bud_1",
  subject: "installation",
  subject_id: null,
  project_id: null,
  per: "month",
  unit: "micros",
  amount: 300,
  spent: 0,
  reserved: 0,
  left: 0,
  shadow: false,
  period_start: start,
  period_end: end,
  created_at: 0,
  can: { update: true, delete: true },
  ...more,
});

const atPace = (one: Budget, now: number) => forecast(one, paceOfPeriod(one, now), now);

test("nothing spent", () => {
  expect(atPace(budget(), start + 10 * day)).toEqual({ kind: "unused" });
});

test("already over, whether all of it or more is gone, and a budget of nothing", () => {
  expect(atPace(budget({ spent: 300 }), start + day)).toEqual({ kind: "over" });
  expect(atPace(budget({ spent: 400 }), start + 1)).toEqual({ kind: "over" });
  expect(atPace(budget({ amount: 0 }), start + day)).toEqual({ kind: "over" });
});

test("just started, with the period or by being made within it", () => {
  expect(atPace(budget({ spent: 1 }), start)).toEqual({ kind: "early" });
  expect(atPace(budget({ spent: 1 }), start + day)).toEqual({ kind: "early" });
  const made = budget({ spent: 1, created_at: start + 20 * day });
  expect(atPace(made, start + 21 * day)).toEqual({ kind: "early" });
  expect(atPace(made, start + 22 * day)).toMatchObject({ kind: "lasts" });
  const total = budget({ per: "total", period_end: null, period_start: start, spent: 1 });
  expect(atPace(total, start + 60)).toEqual({ kind: "early" });
});

test("it will last, and how much will be spent then", () => {
  expect(atPace(budget({ spent: 50 }), start + 10 * day)).toEqual({ kind: "lasts", atEnd: 150 });
  // To the moment.
  expect(atPace(budget({ spent: 100 }), start + 10 * day)).toEqual({ kind: "lasts", atEnd: 300 });
});

test("it runs out, and when", () => {
  expect(atPace(budget({ spent: 200 }), start + 10 * day)).toEqual({
    kind: "runs-out",
    at: start + 15 * day,
  });
});

test("a budget without an end runs out some day, or in more than ten years", () => {
  const total = { per: "total", period_end: null } as const;
  expect(atPace(budget({ ...total, spent: 1 }), start + day)).toEqual({
    kind: "runs-out",
    at: start + 300 * day,
  });
  expect(atPace(budget({ ...total, spent: 1, amount: 1e9 }), start + day)).toEqual({ kind: "far" });
});

test("the last days may say something else than the period", () => {
  const one = budget({ spent: 200 });
  const now = start + 20 * day;
  const data = Array.from({ length: 20 }, (_, place) => ({
    start_time: start + place * day,
    end_time: start + (place + 1) * day,
    spent: place < 10 ? 20 : 0,
    left: 0,
  }));
  const history: BudgetHistory = { budget: one, bucket_width: "1d", spent_before: 0, data };
  expect(atPace(one, now)).toEqual({ kind: "lasts", atEnd: 300 });
  const quiet = recentPace(history, now);
  expect(quiet).toEqual({ spent: 0, seconds: 7 * day });
  expect(forecast(one, quiet ?? paceOfPeriod(one, now), now)).toEqual({ kind: "lasts", atEnd: 200 });
  // Seven days of which the first was busy, and the half of another one.
  expect(recentPace(history, start + 16.5 * day)?.spent).toBe(10);
  // What is the whole period needs no second pace.
  expect(recentPace(history, start + 6 * day)).toBeUndefined();
});

test("whatever was spent, a forecast is never in the past, and never after the end", () => {
  const amount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, amount, fc.nat({ max: 30 * day }), fc.boolean(), (all, spent, passed, endless) => {
      const one = budget({ amount: all, spent, ...(endless && { period_end: null }) });
      const now = start + passed;
      const found = atPace(one, now);
      if (found.kind === "runs-out") {
        expect(found.at).toBeGreaterThanOrEqual(now);
        if (!endless) expect(found.at).toBeLessThanOrEqual(end);
      }
      if (found.kind === "lasts") expect(found.atEnd).toBeGreaterThanOrEqual(spent);
      expect(found.kind === "over").toBe(spent >= all);
    }),
  );
});
