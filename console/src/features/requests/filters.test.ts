import fc from "fast-check";
import { expect, test } from "vitest";
import { readAmount, readFilters } from "./filters.ts";

test("what is a filter is one", () => {
  const filters = {
    model: "chat",
    key: "key_1",
    status: "5xx",
    outcome: "failed",
    slower: 100,
    text: "hello",
  };
  expect(readFilters(filters)).toEqual(filters);
  expect(readFilters({ status: 429 })).toEqual({ status: "429" });
  expect(readFilters({ live: false })).toEqual({ live: false });
  expect(readFilters({ live: true, dearer: -1 })).toEqual({});
});

test("whatever somebody writes into the address, only filters come of it", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("model", "status", "slower", "x"), fc.anything()), (search) => {
      const { model, status, slower, ...rest } = readFilters(search);
      expect(Object.keys(rest)).toEqual([]);
      expect([undefined, "string"]).toContain(typeof model === "undefined" ? undefined : typeof model);
      if (status !== undefined) expect(status).toMatch(/^[1-5](\d\d|xx)$/);
      if (slower !== undefined) expect(slower).toBeGreaterThanOrEqual(0);
    }),
  );
});

test.each([
  ["", 1, undefined],
  [" 250 ", 1, 250],
  ["0.5", 1_000_000, 500_000],
  ["0,5", 1_000_000, 500_000],
  ["-1", 1, "fault"],
  ["much", 1, "fault"],
  ["1e300", 1, "fault"],
])("%j times %d is %s", (words, times, amount) => {
  expect(readAmount(words, times)).toBe(amount);
});
