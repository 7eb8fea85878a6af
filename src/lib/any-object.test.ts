import { expect, test } from "vitest";
import * as z from "zod";
import { anyObject } from "./any-object.ts";

test.each(["{}", '{"a":1}', '{"__proto__":{"type":"string"},"constructor":null}'])(
  "%s is kept whole",
  (json) => {
    expect(JSON.stringify(anyObject.parse(JSON.parse(json)))).toBe(json);
  },
);

test.each([null, undefined, 3, "{}", true, [[]]])("%j is none", (input) => {
  const { error } = anyObject.safeParse(input);
  expect(error?.issues).toMatchObject([{ code: "invalid_type", expected: "record", path: [] }]);
});

test("documents show an object", () => {
  expect(z.toJSONSchema(anyObject, { unrepresentable: "any" })).toMatchObject({ type: "object" });
});
