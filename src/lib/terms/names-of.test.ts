import { expect, test } from "vitest";

import { namesOf } from "./names-of.ts";

test.each([
  ["The swimming teacher is Bruno. Bruno left.", ["bruno"]],
  ["Nothing here", []],
  ["新しい上司は田中さんです", ["田中"]],
  ["Нашего соседа зовут Олег.", ["олег"]],
])("%s", (text, names) => {
  expect(namesOf(text)).toEqual(names);
});
