import fc from "fast-check";
import { expect, test } from "vitest";
import { namePatterns } from "./name-patterns.ts";

test.each([
  ["gpt-4o", ["gpt-4o"], ["gpt-4", "gpt-4o-mini", "GPT-4o", ""]],
  ["gpt-*", ["gpt-", "gpt-4o"], ["gpt", "xgpt-4"]],
  ["*", ["", "anything", "a/b/c"], []],
  ["*-mini", ["-mini", "gpt-4o-mini"], ["gpt-4o-mini-x"]],
  ["a*b*c", ["abc", "axxbxxc", "abbcc"], ["ac", "ab", "acb"]],
  ["a*a", ["aa", "aba"], ["a"]],
  ["**", ["", "x"], []],
  ["x*y*y", ["xyy", "xayby"], ["xy"]],
])("%s", (pattern, fitting, others) => {
  const fits = namePatterns([pattern]);
  expect(fitting.filter((name) => !fits(name))).toEqual([]);
  expect(others.filter(fits)).toEqual([]);
});

test("it agrees with an expression that says the same, for all texts", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
  const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), name, (patterns, tried) => {
      const expected = patterns.some((pattern) =>
        new RegExp(`^${pattern.replaceAll(/\*+/g, ".*")}$`).test(tried),
      );
      expect(namePatterns(patterns)(tried)).toBe(expected);
    }),
    { numRuns: 1000 },
  );
});

test("a pattern made to take forever does not", () => {
  const evil = `${"*a".repeat(120)}*b`;
  const begun = performance.now();
  for (let times = 0; times < 100; times++) expect(namePatterns([evil])("a".repeat(256))).toBe(false);
  expect(performance.now() - begun).toBeLessThan(2_000);
});
