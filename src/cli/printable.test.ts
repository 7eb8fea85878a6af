import fc from "fast-check";
import { expect, test } from "vitest";
import { isoTime, jsonLine, printable } from "./printable.ts";

/** Texts with many control characters. */
const wild = fc.string({
  unit: fc.oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    fc.nat(0x9f).map((code) => String.fromCharCode(code)),
  ),
});

test("an escape sequence loses what makes it one", () => {
  expect(printable("a\x1b[31mred\x1b[0m\x1b]0;title\x07\r\nb\tc\x9b2J\x7f")).toBe(
    "a[31mred[0m]0;title\nb\tc2J",
  );
});

test("nothing that steers a terminal is left, and nothing else is lost", () => {
  fc.assert(
    fc.property(wild, (text) => {
      const shown = printable(text);
      expect(/\p{Cc}/u.test(shown.replaceAll(/[\n\t]/g, ""))).toBe(false);
      expect(shown.replaceAll(/\p{Cc}/gu, "")).toBe(text.replaceAll(/\p{Cc}/gu, ""));
      expect(printable(shown)).toBe(shown);
    }),
  );
});

test("a line of JSON is one line, reads back as it was, and steers no terminal", () => {
  fc.assert(
    fc.property(wild, (text) => {
      const line = jsonLine({ text });
      expect(line.endsWith("\n")).toBe(true);
      expect(/\p{Cc}/u.test(line.slice(0, -1))).toBe(false);
      expect(JSON.parse(line)).toEqual({ text });
    }),
  );
});

test("times are in UTC, to the second", () => {
  expect(isoTime(Date.UTC(2026, 10, 22, 20, 18, 13, 999))).toBe("2026-11-22T20:18:13Z");
});
