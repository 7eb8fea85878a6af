import fc from "fast-check";
import { expect, test } from "vitest";
import { isWellFormedKey, newKey } from "./key-format.ts";

test("keys have the published form, and no two are alike", () => {
  const keys = Array.from({ length: 1000 }, newKey);
  for (const key of keys) {
    expect(key).toMatch(/^sk-parley-[0-9A-Za-z]{49}$/);
    expect(isWellFormedKey(key)).toBe(true);
  }
  expect(new Set(keys).size).toBe(1000);
});

test("a key with one character changed is not well-formed", () => {
  const key = newKey();
  fc.assert(
    fc.property(fc.nat(key.length - 1), fc.constantFrom(..."0aZ-_ "), (at, character) => {
      fc.pre(key[at] !== character);
      expect(isWellFormedKey(key.slice(0, at) + character + key.slice(at + 1))).toBe(false);
    }),
  );
});

test("other texts are not well-formed", () => {
  fc.assert(fc.property(fc.string(), (text) => !isWellFormedKey(text)));
});
