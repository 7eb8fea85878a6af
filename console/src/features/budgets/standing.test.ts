import fc from "fast-check";
import { expect, test } from "vitest";
import { barOf, standingOf } from "./standing.ts";

test.each([
  [0, 100, "well"],
  [79, 100, "well"],
  [80, 100, "nearly"],
  [98, 100, "nearly"],
  [99, 100, "over"],
  [100, 100, "over"],
  [101, 100, "over"],
  [0, 0, "over"],
] as const)("%i of %i millionths: %s", (spent, amount, standing) => {
  expect(standingOf({ unit: "micros", spent, amount })).toBe(standing);
});

test.each([
  [0, 400, "well"],
  [1, 400, "over"],
  [1_848, 3_000, "well"],
  [1_849, 3_000, "over"],
  [80_000, 100_000, "nearly"],
] as const)("%i of %i tokens: %s", (spent, amount, standing) => {
  expect(standingOf({ unit: "tokens", spent, amount })).toBe(standing);
});

test("the bar is never longer than it is", () => {
  const amount = fc.nat({ max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(amount, amount, amount, (all, spent, reserved) => {
      const bar = barOf({ amount: all, spent, reserved });
      expect(bar.spent).toBeGreaterThanOrEqual(0);
      expect(bar.reserved).toBeGreaterThanOrEqual(0);
      expect(bar.spent + bar.reserved).toBeLessThanOrEqual(100.000_001);
    }),
  );
});
