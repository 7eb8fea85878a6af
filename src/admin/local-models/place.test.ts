import fc from "fast-check";
import { expect, test } from "vitest";
import { isSafeName, safeName } from "./place.ts";

test.each(["Qwen", "Qwen3-0.6B-Q8_0.gguf", "v1.5", "_x", "a+b", "0"])("%s is a name", (name) => {
  expect(isSafeName(name)).toBe(true);
  expect(safeName(name)).toBe(name);
});

test.each([
  "",
  ".",
  "..",
  ".hidden",
  "a/b",
  "a\\b",
  "a b",
  "a:b",
  "a.",
  "con",
  "NUL.gguf",
  "Com1",
  "é",
  "a\0b",
  "-x",
  "x".repeat(161),
])("%j is none", (name) => {
  expect(isSafeName(name)).toBe(false);
});

test("whatever comes in, what comes out is a name or nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (word) => {
      const name = safeName(word);
      if (name !== undefined) expect(isSafeName(name)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["127.0.0.1:8080", "127.0.0.1_8080"],
  ["../../etc/passwd", "_.._etc_passwd"],
  ["nul.gguf", "_nul.gguf"],
  ["...", undefined],
  ["", undefined],
])("%j becomes %j", (word, name) => {
  expect(safeName(word)).toBe(name);
});
