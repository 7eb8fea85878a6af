import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { JsonSchema } from "../../spec/tool.ts";
import { schemaInstance } from "../schema-instance.ts";
import { object, type Schema } from "./schemas.fixture.ts";

function failure(schema: JsonSchema): ParleyError {
  try {
    schemaInstance(schema, { seed: 0 });
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error(`There was an instance of ${JSON.stringify(schema)}.`);
}

describe("schemaInstance refuses", () => {
  test.each<[string, JsonSchema, string, RegExp]>([
    ["false", false, "schema", /never be satisfied/],
    ["an unknown type", object({ a: { type: "strin" } }), "schema.properties.a.type", /"type" must be/],
    [
      "types that exclude each other",
      { type: "string", allOf: [{ type: "null" }] },
      "schema.type",
      /contradicts itself/,
    ],
    [
      "a bound that is no number",
      { properties: { "odd name": { minimum: "5" } }, type: "object" },
      'schema.properties["odd name"].minimum',
      /must be a number/,
    ],
    ["a negative count", { type: "string", minLength: -1 }, "schema.minLength", /whole number/],
    [
      "lengths that cross",
      object({ a: { type: "string", minLength: 5, maxLength: 4 } }),
      "schema.properties.a",
      /"minLength" is greater/,
    ],
    ["bounds without a whole number", { type: "integer", minimum: 0.2, maximum: 0.8 }, "schema", /no number/],
    ["a list of nothing", { enum: [] }, "schema.enum", /no value is left/],
    [
      "a member required and forbidden",
      { type: "object", required: ["a"], additionalProperties: false },
      "schema.additionalProperties",
      /"a" is required and not allowed/,
    ],
    [
      "too few different items",
      { type: "array", items: { type: "boolean" }, minItems: 3, uniqueItems: true },
      "schema",
      /fewer than 3/,
    ],
    ["endless recursion", object({ self: { $ref: "#" } }), "schema", /without end/],
    ["a reference to itself", { $ref: "#" }, "schema", /without end/],
    ["a reference elsewhere", { $ref: "https://example.com/x.json" }, "schema.$ref", /same schema/],
    ["a reference to nothing", { $ref: "#/$defs/nope" }, "schema.$ref", /not there/],
    ["a dynamic reference", { $dynamicRef: "#a" }, "schema.$dynamicRef", /not supported/],
    [
      "a broken pattern",
      { type: "string", pattern: "(" },
      "schema.pattern",
      /not a valid regular expression/,
    ],
    [
      "an impossible pattern",
      { type: "string", pattern: "[^\\s\\S]" },
      "schema.pattern",
      /No character fits/,
    ],
    ["a pattern with modifiers", { type: "string", pattern: "(?i:a)" }, "schema.pattern", /not supported/],
    ["not anything", { not: {} }, "schema", /"not"/],
    [
      "a schema that is no schema",
      { properties: { a: 5 } } as Schema,
      "schema.properties.a",
      /object or a boolean/,
    ],
  ])("%s", (_name, schema, param, sentence) => {
    const error = failure(schema);
    expect(error.code).toBe("invalid_value");
    expect(error.param).toBe(param);
    expect(error.message).toMatch(sentence);
  });
});

describe("schemaInstance stays bounded for", () => {
  const doubling = (depth: number): Schema => {
    const definitions: Record<string, JsonSchema> = { [`a${depth}`]: { type: "null" } };
    for (let level = 0; level < depth; level++) {
      const next = { $ref: `#/$defs/a${level + 1}` };
      definitions[`a${level}`] = object({ x: next, y: next });
    }
    return { $ref: "#/$defs/a0", $defs: definitions };
  };
  const nested = (depth: number, wrap: (inner: JsonSchema) => Schema): Schema => {
    let schema: JsonSchema = { type: "string" };
    for (let level = 0; level < depth; level++) schema = wrap(schema);
    return schema as Schema;
  };
  const impossible = { type: "string", minLength: 5, maxLength: 2 };

  // Each of these takes years without the bounds; the test's own time limit is the proof.
  test.each<[string, JsonSchema]>([
    ["an instance that doubles forty times", doubling(40)],
    ["a huge list", { type: "array", minItems: 1e9 }],
    ["lists of lists", nested(5, (items) => ({ type: "array", items, minItems: 900 }))],
    ["a huge text", { type: "string", minLength: 1e9 }],
    ["a huge repetition", { type: "string", pattern: "((a{1000}){1000}){1000}" }],
    ["a pattern that backtracks", { type: "string", enum: [`${"a".repeat(60)}b`], pattern: "^(a|a|a)+$" }],
    ["deep nesting", nested(70, (inner) => object({ a: inner }))],
    ["very deep allOf", nested(5_000, (inner) => ({ allOf: [inner] }))],
    ["very deep not", nested(50_000, (not) => ({ not }))],
    ["choices of choices", nested(8, (inner) => ({ anyOf: [inner, inner, impossible], ...impossible }))],
    [
      "many branches",
      { allOf: Array.from({ length: 40 }, () => ({ oneOf: [impossible, { const: 1 }, { const: 1 }] })) },
    ],
  ])("%s", (_name, schema) => {
    expect(failure(schema).code).toBe("invalid_value");
  });
});
