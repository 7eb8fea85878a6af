import fc from "fast-check";
import { expect, test } from "vitest";
import { mendJson } from "./mend-json.ts";

test("what is JSON stays as it is", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(mendJson(text)).toEqual({ text, value: JSON.parse(text) as unknown });
    }),
  );
});

test.each([
  ['```json\n{"a": 1}\n```', { a: 1 }],
  ["```\n[1, 2]\n```", [1, 2]],
  ["{'a': 'b',}", { a: "b" }],
  ['{"a": [1, 2', { a: [1, 2] }],
  ['{"a": 1} // so be it', { a: 1 }],
])("%s", (text, value) => {
  expect(mendJson(text)?.value).toEqual(value);
});

test.each(["", "I cannot do that.", "The answer is {a}", "```\nno json\n```"])("%j has no JSON", (text) => {
  expect(mendJson(text)).toBeUndefined();
});

test("no text makes it throw, and what comes out is JSON", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."{}[]\"':,.0a\\ntru\n`") }), (text) => {
      const mended = mendJson(text);
      if (mended !== undefined) expect(JSON.parse(mended.text)).toEqual(mended.value);
    }),
  );
});
