import { expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import { readMemoryHeader } from "./memory-wish.ts";

test.each([
  ["recall", { policy: "recall" }],
  ["max_tokens=2000", { maxTokens: 2000 }],
  [" summarize ;max_tokens=1", { policy: "summarize", maxTokens: 1 }],
])("the header %s", (value, choice) => {
  expect(readMemoryHeader(value)).toEqual(choice);
});

test.each([
  "",
  "forget",
  "recall;",
  "max_tokens=0",
  "max_tokens=99999999",
  "recall, error",
  "max_tokens=1e3",
])("the header %j is refused with what it may be", (value) => {
  expect(() => readMemoryHeader(value)).toThrow(ParleyError);
  expect(() => readMemoryHeader(value)).toThrow("recall; max_tokens=2000");
});

test("a header that comes twice is refused", () => {
  expect(() => readMemoryHeader(["recall", "error"])).toThrow("x-parley-memory");
});
