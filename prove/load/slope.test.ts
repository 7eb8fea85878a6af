import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowestOfMinutes, slopePerHour } from "./slope.ts";

const line = (count: number, perHour: number, start = 100) =>
  Array.from({ length: count }, (_, minute) => ({
    hours: minute / 60,
    value: start + (perHour * minute) / 60,
  }));

describe("the slope", () => {
  test("of a line is the line's", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: -50, max: 50 }), (count, perHour) => {
        expect(slopePerHour(line(count, perHour))).toBeCloseTo(perHour, 6);
      }),
    );
  });

  test("is not moved by a few wild readings", () => {
    const wild = line(60, 3).map((reading, minute) =>
      minute % 12 === 0 ? { ...reading, value: reading.value + 500 } : reading,
    );
    expect(slopePerHour(wild)).toBeCloseTo(3, 6);
  });

  test.each([[[]], [line(1, 5)], [[...line(1, 5), ...line(1, 5)]]])("of %j is none", (readings) => {
    expect(slopePerHour(readings)).toBe(0);
  });
});

test("of each minute the lowest reading is kept, with its moment", () => {
  const readings = [5, 3, 4, 9, 8].map((value, place) => ({ hours: (place * 25) / 3600, value }));
  expect(lowestOfMinutes(readings)).toEqual([
    { hours: 25 / 3600, value: 3 },
    { hours: 100 / 3600, value: 8 },
  ]);
});
