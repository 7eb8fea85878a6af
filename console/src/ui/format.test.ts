import { expect, test } from "vitest";
import { formatAgo, formatCost, formatCount, formatDuration, formatTime } from "./format.ts";

test.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1_234, "1.23 s"],
  [61_000, "61 s"],
])("%d ms are %s", (ms, text) => {
  expect(formatDuration(ms, "en")).toBe(text);
});

test.each([
  [0, "$0.00"],
  [1, "$0.000001"],
  [1_234, "$0.0012"],
  [1_500_000, "$1.50"],
])("%d micro-units are %s", (micros, text) => {
  expect(formatCost(micros, "en")).toBe(text);
});

test("counts and times, in the reader's language, one language after the other", () => {
  expect([formatCount(12_345, "en"), formatCount(12_345, "de")]).toEqual(["12,345", "12.345"]);
  const noon = new Date(2026, 10, 23, 12).getTime();
  expect(formatTime(noon, "de", noon + 60_000)).toBe("12:00:00");
  expect(formatTime(noon, "de", noon + 86_400_000)).toBe("23.11.26, 12:00:00");
  expect(formatTime(noon, "en", noon)).toMatch(/^12:00:00\sPM$/u);
});

test("ago, in the reader's language", () => {
  const now = 1_000_000_000;
  expect(formatAgo(now - 5_000, "en", now)).toBe("5 seconds ago");
  expect(formatAgo(now - 3 * 3_600_000, "de", now)).toBe("vor 3 Stunden");
  expect(formatAgo(now + 2 * 86_400_000, "en", now)).toBe("in 2 days");
});
