import { expect, test } from "vitest";
import { ParleyError } from "../../../spec/errors.ts";
import { Rules } from "./rules.ts";
import { schemaRules } from "./schema-rules.ts";

function faultOf(schema: unknown): string | undefined {
  try {
    schemaRules(new Rules(), schema, "s");
    return undefined;
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    expect(error.code).toBe("invalid_value");
    expect(error.message).toContain(error.param);
    return error.param;
  }
}

test.each([
  [{ type: "string", pattern: "a" }, "s.pattern"],
  [{ type: "object", properties: { a: { type: "number", minimum: 1 } } }, "s.properties.a.minimum"],
  [{ type: "integer", multipleOf: 3 }, "s.multipleOf"],
  [{ type: "integer", minimum: 3, maximum: 2 }, "s"],
  [{ type: "array", uniqueItems: true }, "s.uniqueItems"],
  [{ type: "array", items: { type: "string", format: "regex" } }, "s.items.format"],
  [{ type: "array", prefixItems: [true] }, "s.prefixItems"],
  [{ type: "array", minItems: 3, maxItems: 2 }, "s.maxItems"],
  [{ type: "string", maxLength: 1e6 }, "s.maxLength"],
  [{ type: "thing" }, "s.type"],
  [{ type: [] }, "s.type"],
  [{ enum: [] }, "s.enum"],
  [{ not: {} }, "s.not"],
  [{ anyOf: [] }, "s.anyOf"],
  [{ anyOf: [true, { if: true }] }, "s.anyOf[1].if"],
  [{ allOf: [true, true] }, "s.allOf"],
  [{ anyOf: [true], minLength: 1 }, "s.minLength"],
  [{ type: "object", properties: {}, required: ["a"] }, "s.required[0]"],
  [{ type: "object", patternProperties: {} }, "s.patternProperties"],
  [{ $ref: "#/$defs/none" }, "s.$ref"],
  [{ $ref: "https://example.com/schema" }, "s.$ref"],
  [{ $ref: "#" }, "s.$ref"],
  [false, "s"],
  [7, "s"],
])("%j is refused at %s", (schema, path) => {
  expect(faultOf(schema)).toBe(path);
});

test("what is nested without end is refused, and what is defined by itself is not", () => {
  let deep: unknown = true;
  for (let level = 0; level < 100; level++) deep = { type: "array", items: deep };
  expect(faultOf(deep)).toMatch(/^s(\.items)+$/);
  expect(
    faultOf({ $defs: { tree: { type: "array", items: { $ref: "#/$defs/tree" } } }, $ref: "#/$defs/tree" }),
  ).toBeUndefined();
});

test("many optional members make a small grammar", () => {
  const rules = new Rules();
  const names = Array.from({ length: 100 }, (_, index) => [`member${index}`, { type: "boolean" }]);
  const root = schemaRules(rules, { type: "object", properties: Object.fromEntries(names) }, "s");
  expect(rules.text(root).length).toBeLessThan(20_000);
});
