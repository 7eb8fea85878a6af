import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("fields are quoted where they must be, and unknown is empty", () => {
  expect(csvLine(["plain", 'say "hi"', "a,b", "two\nlines", "", null, 12, -3, true])).toBe(
    'plain,"say ""hi""","a,b","two\nlines",,,12,-3,true\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])("%j is a text, and no formula", (text) => {
  expect(csvLine([text])).toMatch(/^"?'/);
});

/** RFC 4180, section 2, read back. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?:,|\r\n$)/g)].map(
    ([, quoted, plain = ""]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}

test("any texts come back as they were, but for the apostrophe", () => {
  const text = fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "=", "'", "a", "-") });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (texts) => {
      const back = fieldsOf(csvLine(texts));
      expect(back).toEqual(texts.map((field) => (/^[=+\-@\t\r]/.test(field) ? `'${field}` : field)));
    }),
  );
});
