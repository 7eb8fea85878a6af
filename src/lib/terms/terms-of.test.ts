import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { relatedTerms } from "./related-terms.ts";
import { termsOf } from "./terms-of.ts";
import { searchedText, termsOfItem } from "./terms-of-item.ts";

describe("forms of a word are one term", () => {
  test.each([
    ["English", "She was hiking with the children", "We hiked, and a child cried"],
    ["English, irregular", "I bought it and they flew", "to buy it and to fly"],
    [
      "German",
      "Wir haben die neuen Wohnungen und die Häuser gesehen",
      "Das ist eine neue Wohnung und ein Haus",
    ],
    [
      "French",
      "Nous avons les nouvelles maisons et des voitures",
      "C'est une nouvelle maison avec la voiture",
    ],
    ["Spanish", "Los niños tienen las casas nuevas", "El niño está en la casa nueva"],
    ["Italian", "Sono le case nuove della città", "La casa nuova è nella città"],
    ["Portuguese", "As casas novas são do meu irmão", "A casa nova é dos meus irmãos"],
    ["Dutch", "Ik heb de nieuwe boeken van het huis", "Dat is een nieuw boek in het huis"],
    ["Swedish", "Jag har inte läst böckerna och bilarna", "Det är en bil och inte boken"],
    ["Russian", "Мы были в новых домах и в городах", "Это новый дом и город"],
    ["Finnish", "Minä olen talossa ja autossa", "Se on talo ja auto"],
    ["Turkish", "Benim arabalarım ve evlerim için", "Bu araba ve bir ev için"],
    ["Polish", "Nie jestem w nowych domach", "To jest nowy dom"],
  ])("%s", (_, one, other) => {
    const terms = new Set(termsOf(other));
    expect(termsOf(one).some((term) => terms.has(term))).toBe(true);
  });
});

test("ids, numbers and addresses stay whole, beside their parts", () => {
  expect(termsOf("Order A-1234 for x@example.org, 1,000.50 in all, 2026-05-03")).toEqual(
    expect.arrayContaining(["a-1234", "1234", "x@example.org", "1000.50", "2026-05-03"]),
  );
  expect(termsOf("C++ or C#")).toEqual(expect.arrayContaining(["c++", "c#"]));
});

test("marks and capitals make no difference, and names stay whole", () => {
  expect(termsOf("das ist für MÜNCHEN und die Größe")).toEqual(
    expect.arrayContaining([...termsOf("das ist fur munchen und die grosse")]),
  );
  expect(termsOf("I met James there")).toContain("james");
});

test("signs without spaces between them become pairs", () => {
  expect(termsOf("東京に住む")).toEqual(["東京", "京に", "に住", "住む"]);
  expect(termsOf("茶")).toEqual(["茶"]);
  expect(termsOf("iPhone手机")).toEqual(["iphone", "手机"]);
});

test("stop words are left out, unless there is nothing else", () => {
  expect(termsOf("where is the key")).toEqual(["key"]);
  expect(termsOf("who are you")).toEqual(["who", "are", "you"]);
  expect(termsOf("")).toEqual([]);
  expect(termsOf("?! …")).toEqual([]);
});

test("whatever is written, terms are short, well formed, and the same each time", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "grapheme" }), fc.string({ unit: "binary" }), fc.lorem()),
      (text) => {
        const terms = termsOf(text);
        expect(terms).toEqual(termsOf(text));
        for (const term of terms) {
          expect(term.length).toBeGreaterThan(0);
          expect(term.length).toBeLessThanOrEqual(64);
          expect(term).not.toMatch(/[\s"'\\\0]/);
        }
      },
    ),
  );
});

test("an item is found by who said what, with which tool and which file", () => {
  const file = { type: "file", filename: "budget.pdf" } as const;
  const text = { type: "text", text: "Here" } as const;
  expect(searchedText({ type: "message", role: "user", name: "Ada", content: [text, file] })).toBe(
    "Ada\nHere\nbudget.pdf",
  );
  const call = {
    type: "function_call",
    callId: "c",
    name: "get_weather",
    arguments: '{"city":"Oslo"}',
  } as const;
  expect(termsOfItem(call)).toEqual(expect.arrayContaining(["weath", "oslo"]));
  expect(termsOfItem({ type: "reasoning", text: "secret" })).toEqual([]);
});

test("a question leads to other words for the same", () => {
  expect(relatedTerms(termsOf("What is her job?"), ["en"])).toEqual(
    expect.arrayContaining([...termsOf("hired")]),
  );
  expect(relatedTerms(termsOf("my puppy"), ["en"])).toContain("pet");
  expect(relatedTerms(termsOf("gdzie mieszkam"), ["pl"])).toEqual(
    expect.arrayContaining([...termsOf("klucze")]),
  );
  expect(relatedTerms(termsOf("趣味は何ですか"), ["en"])).toContain("水泳");
  expect(relatedTerms(["xyzzy"], ["en"])).toEqual([]);
});
