import { expect, test } from "vitest";
import { table } from "./table.ts";

test("columns stand under their headings", () => {
  expect(
    table(
      ["ID", "NAME"],
      [
        ["key_1", "a"],
        ["k", "longer"],
      ],
    ),
  ).toBe("ID     NAME\nkey_1  a\nk      longer\n");
});

test("a cell can neither break its row nor steer the terminal", () => {
  expect(table(["NAME"], [["two\nlines\x1b[2J"]])).toBe("NAME\ntwo lines[2J\n");
});

test("without rows there are the headings", () => {
  expect(table(["A", "B"], [])).toBe("A  B\n");
});
