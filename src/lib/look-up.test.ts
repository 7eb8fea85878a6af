import { expect, test } from "vitest";
import { lookUp } from "./look-up.ts";

const table = { stop: 1, length: 2 };

test("what is there is found", () => {
  expect(lookUp(table, "stop")).toBe(1);
});

test.each(["", "nothing", "constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", undefined])(
  "%s is not there",
  (word) => {
    expect(lookUp(table, word)).toBeUndefined();
  },
);
