import { expect, test } from "vitest";

import { termsOf } from "./terms-of.ts";
import { wordGroupsOf } from "./word-groups.ts";

const fits = (search: string, text: string): boolean => {
  const terms = new Set(termsOf(text));
  return wordGroupsOf(search).every((group) => group.some((term) => terms.has(term)));
};

test.each([
  ["cat", "My cats are called Mia and Momo"],
  ["the cat of Mia", "My cats are called Mia and Momo"],
  ["Wohnungen", "Wir suchen eine neue Wohnung in Köln"],
  ["A-1234", "The order A-1234 has not come"],
  ["東京大学", "東京大学で勉強しています"],
  ["the", "the the the"],
])("%j is found in %j", (search, text) => {
  expect(fits(search, text)).toBe(true);
});

test.each([
  ["cat dog", "My cats are called Mia and Momo"],
  ["東京駅", "東京大学で勉強しています"],
  ["A-1235", "The order A-1234 has not come"],
])("%j is not found in %j: every word counts", (search, text) => {
  expect(fits(search, text)).toBe(false);
});

test("signs alone are no words, and long searches are cut", () => {
  expect(wordGroupsOf("?! …")).toEqual([]);
  expect(wordGroupsOf(Array.from({ length: 50 }, (_, number) => `word${number}`).join(" "))).toHaveLength(8);
});
