import fc from "fast-check";
import { expect, test } from "vitest";
import { readFilters } from "./filters.ts";

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
