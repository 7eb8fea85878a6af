import { expect, test } from "vitest";
import { quartiles } from "./quartiles.ts";

test.each([
  [[], undefined],
  [[7], { min: 7, median: 7, max: 7 }],
  [[4, 1, 3, 2, 5], { min: 2, median: 3, max: 4 }],
  [[1, 2, 3, 4], { min: 1.75, median: 2.5, max: 3.25 }],
])("%j", (values, expected) => {
  expect(quartiles(values)).toEqual(expected);
});
