import fc from "fast-check";
import { expect, test } from "vitest";
import { percentilesOf } from "./percentiles.ts";

test("of nothing there is none", () => {
  expect(percentilesOf([])).toBeUndefined();
  expect(percentilesOf([[], []])).toBeUndefined();
});

test.each([
  [[7], "one", { count: 1, p50: 7, p95: 7, p99: 7 }],
  [[2, 1], "two", { count: 2, p50: 1, p95: 2, p99: 2 }],
  [[3, 1, 2], "three", { count: 3, p50: 2, p95: 3, p99: 3 }],
  [Array.from({ length: 100 }, (_, n) => n + 1), "a hundred", { count: 100, p50: 50, p95: 95, p99: 99 }],
  [Array.from({ length: 200 }, (_, n) => n + 1), "two hundred", { count: 200, p50: 100, p95: 190, p99: 198 }],
])("the nearest rank of %#: $1", (values, _how, percentiles) => {
  expect(percentilesOf([values])).toEqual(percentiles);
});

/** As the nearest rank is defined: the least value that so many percent are not larger than. */
function byDefinition(values: readonly number[], percent: number): number | undefined {
  const candidates = values.toSorted((left, right) => left - right);
  return candidates.find(
    (value) => values.filter((other) => other <= value).length * 100 >= values.length * percent,
  );
}

test("as they are defined, however the values come", () => {
  const value = fc.oneof(fc.nat(50), fc.nat(100_000), fc.nat(2 ** 40));
  const lists = fc.array(fc.array(value, { maxLength: 30 }), { maxLength: 4 });
  fc.assert(
    fc.property(lists, (all) => {
      const values = all.flat();
      const found = percentilesOf(all);
      const wanted = {
        count: values.length,
        p50: byDefinition(values, 50),
        p95: byDefinition(values, 95),
        p99: byDefinition(values, 99),
      };
      expect(found).toEqual(values.length === 0 ? undefined : wanted);
    }),
  );
});

test("many values give what few do", () => {
  const few = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 65_000, max: 66_000 })), {
    minLength: 40,
    maxLength: 60,
  });
  fc.assert(
    fc.property(few, (values) => {
      const times = 128;
      const many = Array.from({ length: times }, () => values);
      expect(percentilesOf(many)).toEqual({ ...percentilesOf([values]), count: values.length * times });
    }),
    { numRuns: 25 },
  );
});
