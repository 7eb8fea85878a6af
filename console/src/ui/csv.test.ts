import { expect, test } from "vitest";
import { csvOf } from "./csv.ts";

test.each([
  ["plain", "plain"],
  ["-1.5", "-1.5"],
  ["a,b", '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ["=1+1", "'=1+1"],
  ["-cmd", "'-cmd"],
  ["a;=1", "a;'=1"],
  ["＝1", "'＝1"],
  ["\t=1", "'\t'=1"],
])("%j", (text, written) => {
  expect(csvOf([[text, "x"], []])).toBe(`${written},x\r\n\r\n`);
});
