import fc from "fast-check";
import { expect, test } from "vitest";
import { integerRange } from "./integer-range.ts";

/** These bodies have literals, classes, groups and repetitions alone, which regular expressions have, too. */
function pattern(body: string): RegExp {
  return new RegExp(`^(?:${body.replace(/"([^"]*)"|\s/g, "$1")})$`);
}

test("allows the integers of the range, and nothing else", () => {
  const bound = fc.integer({ min: -1_000_000, max: 1_000_000 });
  fc.assert(
    fc.property(bound, bound, fc.array(fc.integer({ min: -1_100_000, max: 1_100_000 })), (a, b, others) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)];
      const allowed = pattern(integerRange(least, most));
      for (const value of [least - 1, least, least + 1, most - 1, most, most + 1, 0, ...others]) {
        expect(allowed.test(String(value)), `${value} in ${least}…${most}`).toBe(
          value >= least && value <= most,
        );
      }
      expect(allowed.test("007")).toBe(false);
      expect(allowed.test("-0")).toBe(false);
      expect(allowed.test("")).toBe(false);
    }),
  );
});

test("an open end goes to fifteen digits", () => {
  expect(pattern(integerRange(5, undefined)).test("999999999999999")).toBe(true);
  expect(pattern(integerRange(5, undefined)).test("4")).toBe(false);
  expect(pattern(integerRange(undefined, -5)).test("-999999999999999")).toBe(true);
  expect(pattern(integerRange(undefined, -5)).test("-4")).toBe(false);
});
