import { expect, test } from "vitest";
import { lineRange, settingsSearchOf } from "./settings-search.ts";

test("a line stands in the address, and nothing else", () => {
  expect(settingsSearchOf({ line: 3, other: 1 })).toEqual({ line: 3 });
  expect(settingsSearchOf({ line: "12" })).toEqual({ line: 12 });
  for (const line of [0, -1, 1.5, "x", undefined, {}, 1e9]) expect(settingsSearchOf({ line })).toEqual({});
});

test("a line is found in its text", () => {
  const text = "one\ntwo\n\nfour";
  const found = (line: number) => text.slice(...lineRange(text, line));
  expect([1, 2, 3, 4, 9].map(found)).toEqual(["one", "two", "", "four", "four"]);
});
