import { expect, test } from "vitest";
import { count, known, words } from "./json-values.ts";

test("a text with something in it", () => {
  expect(["a", " ", "", 1, null, undefined, ["a"]].map(words)).toEqual(["a", " ", ...Array<undefined>(5)]);
});

test("a whole number that counts", () => {
  expect([0, 3, -1, 0.5, 2 ** 53, Number.NaN, "3", null].map(count)).toEqual([0, 3, ...Array<undefined>(6)]);
});

test("members that are known", () => {
  expect(Object.keys(known<{ a?: number; b: null }>({ a: undefined, b: null }))).toEqual(["b"]);
});
