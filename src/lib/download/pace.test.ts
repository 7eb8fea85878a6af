import { expect, test } from "vitest";
import { createPace } from "./pace.ts";

test("the pace is that of the last seconds", () => {
  const pace = createPace(0, 1_000);
  expect(pace(100, 2_000)).toBeUndefined();
  expect(pace(1_000, 3_000)).toBe(2_000);
  for (let at = 2_000; at <= 20_000; at += 1_000) pace(at, 3_000);
  expect(pace(21_000, 3_000)).toBe(0);
  expect(pace(22_000, 9_000)).toBeGreaterThan(900);
});
