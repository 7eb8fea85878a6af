import { expect, test } from "vitest";
import { spread } from "./spread.ts";

test.each([
  [[3], { min: 3, median: 3, max: 3 }],
  [[9, 1, 5], { min: 1, median: 5, max: 9 }],
  [[10, 2, 8, 4], { min: 2, median: 6, max: 10 }],
])("%j", (values, expected) => {
  expect(spread(values)).toEqual(expected);
});

test("of nothing is unknown", () => {
  expect(spread([])).toBeUndefined();
});
