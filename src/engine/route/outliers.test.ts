import fc from "fast-check";
import { expect, test } from "vitest";
import { outliers, type Sibling } from "./outliers.ts";

const sibling = (failures: number, firstMs?: number, rank = 0): Sibling => ({
  rank,
  tally: { calls: 20, failures },
  firstMs,
});

test.each<[string, Sibling[], number[]]>([
  ["nobody among equals", [sibling(1, 100), sibling(2, 120), sibling(1, 90)], []],
  ["by failures", [sibling(0), sibling(9), sibling(1)], [1]],
  ["by time", [sibling(0, 100), sibling(0, 130), sibling(0, 900)], [2]],
  ["not for a few milliseconds", [sibling(0, 2), sibling(0, 3), sibling(0, 40)], []],
  ["not where all fail", [sibling(15), sibling(16), sibling(20)], []],
  ["nobody alone", [sibling(20, 9_000)], []],
  ["not by siblings of another target", [sibling(0, 100), sibling(20, 9_000, 1)], []],
  ["one of two", [sibling(0), sibling(12)], [1]],
  ["not by few calls", [sibling(0), { rank: 0, tally: { calls: 5, failures: 5 }, firstMs: undefined }], []],
])("%s", (_title, all, found) => {
  expect([...outliers(all)]).toEqual(found);
});

test("never more than half of the siblings", () => {
  const any = fc.record({
    rank: fc.integer({ min: 0, max: 2 }),
    tally: fc.record({ calls: fc.constant(20), failures: fc.integer({ min: 0, max: 20 }) }),
    firstMs: fc.option(fc.integer({ min: 1, max: 100_000 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), (all) => {
      const found = outliers(all);
      for (const rank of [0, 1, 2]) {
        const siblings = [...all.entries()].filter(([, one]) => one.rank === rank);
        const ejected = siblings.filter(([position]) => found.has(position));
        expect(ejected.length).toBeLessThanOrEqual(siblings.length / 2);
      }
    }),
  );
});
