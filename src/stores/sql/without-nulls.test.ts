import fc from "fast-check";
import { expect, test } from "vitest";

import { withoutNulls } from "./without-nulls.ts";

test("leaves out null, and nothing else", () => {
  expect(withoutNulls({ zero: 0, empty: "", no: false, unknown: null })).toStrictEqual({
    zero: 0,
    empty: "",
    no: false,
  });
});

test("what was there before comes back after null was put in its place", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.oneof(fc.integer(), fc.string()), { noNullPrototype: true }),
      fc.array(fc.string()),
      (row, unknown) => {
        const gaps = unknown.filter((name) => !Object.hasOwn(row, name)).map((name) => [name, null]);
        expect(withoutNulls({ ...row, ...Object.fromEntries(gaps) })).toStrictEqual({ ...row });
      },
    ),
  );
});
