import fc from "fast-check";
import { expect, test } from "vitest";
import { exactObject, exactText, parseExact } from "./exact-json.ts";

const numbers = fc.oneof(
  fc.stringMatching(/^-?(?:0|[1-9]\d{0,24})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,2})?$/),
  fc.constantFrom(
    "-0",
    "-0.0",
    "1.0",
    "1e2",
    "1E+2",
    "0.0000001",
    "12345678901234567890",
    "9007199254740993",
  ),
);
const name = fc.stringMatching(/^[a-z]{1,4}$/).map((text) => JSON.stringify(text));
const { value: json } = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    numbers,
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom("true", "null"),
    fc.array(tie("value"), { maxLength: 3 }).map((values) => `[${values.join(",")}]`),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(name, tie("value")), { maxLength: 4, selector: ([key]) => key })
    .map((members) => `{${members.map(([key, value]) => `${key}:${value}`).join(",")}}`),
}));
const object = fc
  .uniqueArray(fc.tuple(name, json), { maxLength: 4, selector: ([key]) => key })
  .map((members) => `{${members.map(([key, value]) => `${key}:${value}`).join(",")}}`);

test("every object is written again as it stood, on either way", () => {
  fc.assert(
    fc.property(object, (text) => {
      expect(JSON.stringify({ args: exactObject(text) })).toBe(`{"args":${text}}`);
      const read = parseExact(`{"at":[${text}]}`) as { readonly at: readonly [object] };
      expect(exactText(read.at[0])).toBe(text);
    }),
    { numRuns: 1_000 },
  );
});

test("what is read has the usual values", () => {
  fc.assert(
    fc.property(object, (text) => {
      expect(parseExact(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("what is no object is none", () => {
  for (const text of ["", "{", "[1]", "1", "null", `"a"`]) expect(exactObject(text)).toBeUndefined();
  expect(() => parseExact("{")).toThrowError(SyntaxError);
});
