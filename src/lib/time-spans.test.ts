import fc from "fast-check";
import { expect, test } from "vitest";
import { timeSpans } from "./time-spans.ts";

test("pieces begin at whole multiples, and the first and last are cut", () => {
  expect(timeSpans({ from: 15, until: 42 }, 10, 9)).toEqual([
    { from: 15, until: 20 },
    { from: 20, until: 30 },
    { from: 30, until: 40 },
    { from: 40, until: 42 },
  ]);
  expect(timeSpans({ from: 15, until: 42 }, 10, 2)).toHaveLength(2);
  expect(timeSpans({ from: 10, until: 10 }, 10, 2)).toEqual([]);
  expect(timeSpans({ from: 11, until: 10 }, 10, 2)).toEqual([]);
});

test("pieces cover the span without gaps, and none crosses a multiple", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.nat({ max: 5_000 }),
      fc.integer({ min: 7, max: 1_000 }),
      (from, length, width) => {
        const until = from + length;
        const pieces = timeSpans({ from, until }, width, 10_000);
        let end = from;
        for (const piece of pieces) {
          expect(piece.from).toBe(end);
          expect(piece.until).toBeGreaterThan(piece.from);
          expect(Math.floor((piece.until - 1) / width)).toBe(Math.floor(piece.from / width));
          end = piece.until;
        }
        expect(end).toBe(until);
      },
    ),
  );
});
