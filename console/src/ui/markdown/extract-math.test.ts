import fc from "fast-check";
import { expect, test } from "vitest";
import { extractMath } from "./extract-math.ts";

test.each([
  ["Euler: $e^{i\\pi} + 1 = 0$.", ["e^{i\\pi} + 1 = 0"]],
  ["\\(a_1\\) and \\(b_2\\)", ["a_1", "b_2"]],
  ["$$\n\\int_0^1 x\\,dx\n$$", ["\\int_0^1 x\\,dx"]],
  ["\\[ x = 1 \\]", ["x = 1"]],
  ["It costs $5 and then $6.", []],
  ["US$5 or 6$ and $", []],
  ["`$a$` is code", []],
  ["```tex\n$$a$$\n```\nand $b$", ["b"]],
  ["```\n$open fence", []],
  ["no \\$a$ escaped", []],
])("%j", (text, wanted) => {
  expect(extractMath(text).formulas.map(({ tex }) => tex)).toEqual(wanted);
});

test("what stands on lines of its own is told apart", () => {
  expect(extractMath("$a$ $$b$$").formulas.map(({ display }) => display)).toEqual([false, true]);
});

test("every place has its formula, whatever the text", () => {
  const pieces = fc.constantFrom(
    "$",
    "$$",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "`",
    "```\n",
    "\n",
    "a",
    "5",
    " ",
    "\uE000",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      const { text, formulas } = extractMath(parts.join(""));
      const places = [...text.matchAll(/\uE000(\d+)\uE001/g)].map(([, number]) => Number(number));
      expect(places).toEqual(formulas.map((_, index) => index));
    }),
  );
});

test("a long text of openings takes no long time", () => {
  const text = "$a `b \\( ".repeat(2_000);
  expect(extractMath(text).text.length).toBeGreaterThan(0);
});
