import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesIn, cutRanges, missingRanges, type Range, withRange } from "./ranges.ts";

const anyRange = fc
  .tuple(fc.nat(60), fc.nat(60))
  .map(([one, other]): Range => ({ start: Math.min(one, other), end: Math.max(one, other) }));

/** The same by brute force: which bytes are in. */
const bytesOf = (ranges: readonly Range[]): Set<number> => {
  const all = new Set<number>();
  for (const { start, end } of ranges) for (let at = start; at < end; at++) all.add(at);
  return all;
};

test("ranges hold exactly the bytes that were added, sorted and apart", () => {
  fc.assert(
    fc.property(fc.array(anyRange), (added) => {
      const ranges = added.reduce<readonly Range[]>(withRange, []);
      expect(bytesOf(ranges)).toEqual(bytesOf(added));
      expect(bytesIn(ranges)).toBe(bytesOf(added).size);
      for (const [index, range] of ranges.entries()) {
        expect(range.start).toBeLessThan(range.end);
        expect(range.start).toBeGreaterThan(ranges[index - 1]?.end ?? -1);
      }
    }),
  );
});

test("what is there and what is missing together are the file", () => {
  fc.assert(
    fc.property(fc.array(anyRange), fc.nat(60), (added, total) => {
      const ranges = added.filter(({ end }) => end <= total).reduce<readonly Range[]>(withRange, []);
      const missing = bytesOf(missingRanges(ranges, total));
      const there = bytesOf(ranges);
      for (let at = 0; at < total; at++) expect(missing.has(at)).toBe(!there.has(at));
      expect(missing.size + there.size).toBe(total);
    }),
  );
});

test("parts are no larger than asked, and lose nothing", () => {
  fc.assert(
    fc.property(fc.array(anyRange), fc.integer({ min: 1, max: 70 }), (added, partBytes) => {
      const ranges = added.reduce<readonly Range[]>(withRange, []);
      const parts = cutRanges(ranges, partBytes);
      expect(bytesOf(parts)).toEqual(bytesOf(ranges));
      for (const { start, end } of parts) expect(end - start).toBeLessThanOrEqual(partBytes);
    }),
  );
});
