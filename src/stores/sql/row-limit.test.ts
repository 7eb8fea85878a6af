import { expect, test } from "vitest";

import { rowLimit } from "./row-limit.ts";

test.each([0, 1, 500])("%d is a limit", (limit) => {
  expect(rowLimit(limit)).toBe(limit);
});

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("%d is none", (limit) => {
  expect(() => rowLimit(limit)).toThrow(TypeError);
});
