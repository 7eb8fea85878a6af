import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hintsFrom } from "./hints.ts";

describe("hintsFrom", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["What's the weather in New York?", [], ["New York", "weather"]],
    [
      'Call get_weather for "Rio de Janeiro" on day 3',
      ["get", "weather", "call"],
      ["Rio de Janeiro", "3", "day"],
    ],
    ["Schreibe eine Nachricht an Jürgen", [], ["Nachricht", "Jürgen", "Schreibe"]],
    ["Mail ada@example.com at 10:30", [], ["10:30", "Mail", "ada@example.com"]],
    ["", [], []],
  ])("finds the telling words of %s", (message, leftOut, expected) => {
    expect(hintsFrom(message, leftOut)).toEqual(expected);
  });

  test("gives few well-formed words of any message", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (message) => {
        const hints = hintsFrom(message, []);
        expect(hints.length).toBeLessThanOrEqual(20);
        for (const hint of hints) {
          expect(hint).not.toBe("");
          expect(hint.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
