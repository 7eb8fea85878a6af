import { expect, test } from "vitest";
import { readUsageSearch, stretchesOf } from "./usage-search.ts";

test("what the address says is read, and whatever is not known is left out", () => {
  const search = { range: "month", measure: "latency", by: "provider", percentile: "p99" } as const;
  expect(readUsageSearch(search)).toEqual(search);
  expect(readUsageSearch({ range: "year", measure: 7, by: "user", percentile: "p100" })).toEqual({});
});

test.each([
  ["day", "1h", 24],
  ["week", "1h", 168],
  ["month", "1d", 30],
] as const)("a %s has as many stretches of %s as one answer may have", (range, width, count) => {
  const now = Date.UTC(2026, 10, 23, 9, 17, 3);
  const found = stretchesOf(range, now);
  const seconds = width === "1h" ? 3_600 : 86_400;
  expect(found.width).toBe(width);
  expect(found.from % seconds).toBe(0);
  const last = found.from + (count - 1) * seconds;
  expect(last * 1_000).toBeLessThanOrEqual(now);
  expect((last + seconds) * 1_000).toBeGreaterThan(now);
});
