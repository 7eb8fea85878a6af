import fc from "fast-check";
import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const keys = ["port", "host", "data", "providers", "models", "defaultModel", "baseUrl", "apiKey"];

test.each([
  ["prot", "port"],
  ["prt", "port"],
  ["Port", "port"],
  ["model", "models"],
  ["provider", "providers"],
  ["base_url", "baseUrl"],
  ["api-key", "apiKey"],
  ["defaultmodel", "defaultModel"],
  ["prvodiers", "providers"],
])("%s is taken for %s", (word, meant) => {
  expect(nearest(word, keys)).toBe(meant);
});

test.each(["", "colour", "x", "zzzz", "hostnameOfTheServer"])("%j is taken for nothing", (word) => {
  expect(nearest(word, keys)).toBeUndefined();
});

test("a single letter is not replaced by another", () => {
  expect(nearest("a", ["b"])).toBeUndefined();
});

test("of equally near ones the first is taken, and an exact one before a near one", () => {
  expect(nearest("cat", ["bat", "rat"])).toBe("bat");
  expect(nearest("cat", ["bat", "cat"])).toBe("cat");
});

test("a word with one letter changed, lost, added or swapped is found", () => {
  const word = fc.stringMatching(/^[a-z]{4,20}$/);
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom("change", "lose", "add", "swap"), (right, place, edit) => {
      const index = place % (right.length - 1);
      const [one, two] = [right.charAt(index), right.charAt(index + 1)];
      const middle = { change: `#${two}`, lose: two, add: `${one}#${two}`, swap: two + one }[edit];
      expect(nearest(right.slice(0, index) + middle + right.slice(index + 2), ["", right])).toBe(right);
    }),
  );
});

test("long texts cost nothing", () => {
  expect(nearest("a".repeat(1_000_000), ["a".repeat(64), "a".repeat(1_000_000)])).toBeUndefined();
});
