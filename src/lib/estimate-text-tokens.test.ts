import fc from "fast-check";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";

import { estimateTextTokens } from "./estimate-text-tokens.ts";

test.each([
  [
    "prose",
    "I talked to my sister yesterday, and she told me that she will move into a larger flat in Leeds next month. Could you remind me to call her again on Thursday?",
  ],
  [
    "German",
    "Ich habe gestern mit meiner Schwester telefoniert, und sie hat mir erzählt, dass sie nächsten Monat in eine größere Wohnung nach München zieht.",
  ],
  [
    "French",
    "J'ai parlé hier avec ma sœur et elle m'a raconté qu'elle déménage le mois prochain dans un appartement plus grand à Lyon.",
  ],
  [
    "Russian",
    "Вчера я разговаривал со своей сестрой, и она рассказала, что в следующем месяце переезжает в большую квартиру.",
  ],
  ["Chinese", "我昨天和我姐姐聊天,她说下个月要搬到北京一套更大的公寓。"],
  [
    "code",
    "export function sum(values: readonly number[]): number {\n  return values.reduce((one, other) => one + other, 0);\n}\n",
  ],
  [
    "JSON",
    JSON.stringify(
      Array.from({ length: 20 }, (_, id) => ({ id, name: `row ${id}`, price: id * 1.25, ok: true })),
    ),
  ],
])("%s: not far from what a tokeniser counts", (_, text) => {
  const real = encode(text).length;
  expect(estimateTextTokens(text)).toBeGreaterThanOrEqual(real * 0.95);
  expect(estimateTextTokens(text)).toBeLessThanOrEqual(real * 1.6);
});

test("more text is never fewer tokens", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
      const whole = estimateTextTokens(`${one} ${other}`);
      expect(whole).toBeGreaterThanOrEqual(estimateTextTokens(one) - 1);
      expect(whole).toBeGreaterThanOrEqual(0);
      expect(Number.isInteger(whole)).toBe(true);
    }),
  );
  expect(estimateTextTokens("")).toBe(0);
});
