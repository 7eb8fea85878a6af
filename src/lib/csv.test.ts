import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test("fields are quoted where they must be, and unknown is empty", () => {
  expect(csvLine(["plain", 'say "hi"', "a,b", "two\nlines", "", null, 12, -3, true])).toBe(
    'plain,"say ""hi""","a,b","two\nlines",,,12,-3,true\r\n',
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠SUM(A1)"])(
  "%j is a text, and no formula",
  (text) => {
    expect(csvLine([text])).toMatch(/^"?'/);
  },
);

test.each([" =1+1", "curl/8;=cmd|' /C calc'!A0", "a; =1", "a\n=1", "a\r\n-1", "x\t@SUM(A1)", ";＋1"])(
  "%j has no formula wherever a spreadsheet ends a field",
  (text) => {
    // As one reads it that knows semicolons and tabs, and no quotes.
    for (const cell of csvLine([text])
      .trimEnd()
      .split(/[;\t\r\n]/))
      expect(cell.replace(/^"/, "").trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
  },
);

test("a megabyte of separators takes no time", () => {
  for (const text of ["; ", "\t", " "]) {
    const begun = performance.now();
    csvLine([text.repeat(500_000)]);
    // Squared, it would be minutes.
    expect(performance.now() - begun).toBeLessThan(5_000);
  }
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
      const bare = (field: string): string => field.replaceAll("'", "");
      expect(back.map(bare)).toEqual(texts.map(bare));
      expect(back.filter((_field, place) => !/[=\-\r\n]/.test(texts[place] ?? ""))).toEqual(
        texts.filter((field) => !/[=\-\r\n]/.test(field)),
      );
    }),
  );
});
