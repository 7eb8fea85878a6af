import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../spec/tool.ts";
import { object, validInstance } from "./schema-instance/schemas.fixture.ts";
import { schemaInstance } from "./schema-instance.ts";

describe("schemaInstance", () => {
  const node = object({
    value: { type: "integer" },
    next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
  });
  const tree = object({ name: { type: "string" }, children: { type: "array", items: { $ref: "#" } } });

  test.each<[string, JsonSchema]>([
    ["true", true],
    ["nothing", {}],
    ["each type", { type: ["string", "null"] }],
    ["const", { const: { a: [1, null] } }],
    ["enum narrowed by other keywords", { enum: ["a", "abc", 3, null], type: "string", minLength: 2 }],
    ["lengths", { type: "string", minLength: 300, maxLength: 300 }],
    ["no room at all", { type: "string", maxLength: 0 }],
    ["a whole number between two", { type: "integer", minimum: -3.5, exclusiveMaximum: -2 }],
    ["decimal steps", { type: "number", multipleOf: 0.01, minimum: 0.055, maximum: 0.08 }],
    ["two steps", { type: "integer", allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 13 }],
    ["a tiny range", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1e-300 }],
    [
      "a tuple",
      { type: "array", prefixItems: [{ type: "string" }, { const: 1 }], items: false, minItems: 2 },
    ],
    ["unique booleans", { type: "array", items: { type: "boolean" }, uniqueItems: true, minItems: 2 }],
    [
      "a permutation",
      { type: "array", items: { enum: [1, 2, 3, 4, 5, 6, 7] }, uniqueItems: true, minItems: 7 },
    ],
    [
      "unique letters",
      { type: "array", items: { type: "string", maxLength: 1 }, uniqueItems: true, minItems: 20 },
    ],
    ["contains", { type: "array", items: { type: "integer" }, contains: { const: 7 }, minContains: 2 }],
    ["members without a schema", { type: "object", required: ["toString", "__proto__"] }],
    ["free members", { type: "object", minProperties: 3, additionalProperties: { type: "integer" } }],
    [
      "pattern members",
      {
        patternProperties: { "^x-": { type: "integer" } },
        additionalProperties: false,
        minProperties: 2,
        type: "object",
      },
    ],
    ["member names", { type: "object", propertyNames: { pattern: "^[a-z]{3}$" }, minProperties: 3 }],
    [
      "allOf of objects",
      {
        allOf: [
          object({ a: { type: "string" } }, { additionalProperties: true }),
          { properties: { b: { type: "null" } }, required: ["b"] },
        ],
      },
    ],
    ["oneOf that overlaps", { oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }], type: "integer" }],
    [
      "oneOf by what is required",
      { type: "object", properties: { a: {}, b: {} }, oneOf: [{ required: ["a"] }, { required: ["b"] }] },
    ],
    ["not", { type: ["string", "integer"], not: { type: "string" } }],
    ["not required", { type: "object", properties: { a: { type: "string" } }, not: { required: ["a"] } }],
    [
      "if and then",
      {
        type: "object",
        properties: { a: { enum: [1, 2] } },
        if: { properties: { a: { const: 1 } } },
        then: { required: ["a", "b"] },
      },
    ],
    ["else", { type: "string", if: { minLength: 100 }, then: false, else: { pattern: "^e" } }],
    [
      "dependentRequired",
      { type: "object", properties: { a: { type: "string" } }, dependentRequired: { a: ["b"] } },
    ],
    ["nullable", { type: "string", nullable: true, const: null }],
    ["a list that recurs", { $ref: "#/$defs/node", $defs: { node } }],
    ["a tree that recurs", tree],
    ["an anchor", { $ref: "#leaf", definitions: { leaf: { $anchor: "leaf", type: "integer" } } }],
    ["an odd pointer", { $ref: "#/$defs/a~1b%20c", $defs: { "a/b c": { type: "boolean" } } }],
    [
      "a recursion with a way out below",
      object({ a: { anyOf: [{ $ref: "#" }, object({ end: { type: "null" } })] } }),
    ],
  ])("makes a valid instance of %s", (_name, schema) => {
    for (let seed = 0; seed < 5; seed++) validInstance(schema, seed);
  });

  test.each([
    "^[A-Z]{2}\\d{4}-[a-f0-9]+$",
    "^(?=.*\\d)(?=.*[A-Z])[A-Za-z\\d]{8,}$",
    "^\\p{Script=Hiragana}{3}$",
    "^(\\w+)-\\1$",
    "(?<year>\\d{4})-\\k<year>",
    "^[^\\s@]+@[^\\s@]+\\.[^\\s@]+$",
    "^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.|$)){4}$",
    "^(https?|ftp)://[^\\s/$.?#].[^\\s]*$",
    "^(?!abc)[a-c]{3}$",
    "(?<!x)y\\b",
    "^(a+)+$",
    "^$",
    "😀{3}",
    `^${"long ".repeat(200)}$`,
  ])("makes a text of the pattern %s", (pattern) => {
    for (let seed = 0; seed < 5; seed++) validInstance({ type: "string", pattern }, seed);
  });

  test("reads a pattern that only reads without the flag u", () => {
    expect(schemaInstance({ type: "string", pattern: "^[\\w-.]+$" }, { seed: 0 })).toMatch(/^[\w.-]+$/);
  });

  test("stretches a pattern to a length", () => {
    validInstance({ type: "string", pattern: "^[a-z]+(-[a-z]+)*$", minLength: 50, maxLength: 50 });
    validInstance({ type: "string", pattern: "x", minLength: 20, maxLength: 20 });
  });

  test.each([
    ["date", /^\d{4}-\d\d-\d\d$/],
    ["time", /^\d\d:\d\d:\d\dZ$/],
    ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
    ["duration", /^P\d+DT\d+H$/],
    ["email", /^\w+@example\.com$/],
    ["hostname", /^\w+\.example\.com$/],
    ["ipv4", /^192\.0\.2\.\d+$/],
    ["ipv6", /^2001:db8::\d+$/],
    ["uri", /^https:\/\/example\.com\/\w+$/],
    ["uuid", /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/],
  ])("makes a text of the format %s", (format, form) => {
    for (let seed = 0; seed < 20; seed++) {
      const value = schemaInstance({ type: "string", format }, { seed });
      expect(value).toMatch(form);
      if (format.startsWith("date")) expect(Number.isNaN(Date.parse(String(value)))).toBe(false);
    }
  });

  test("includes optional members, and leaves them out where recursion is deep", () => {
    const schema = { type: "object", properties: { self: { $ref: "#" }, name: { type: "string" } } };
    expect(validInstance(schema)).toEqual({ self: { self: {}, name: "example" }, name: "example" });
  });

  test("leaves out an optional member that could never be made", () => {
    const loop = object({ again: { $ref: "#/$defs/loop" } });
    const schema = {
      type: "object",
      properties: { a: { type: "null" }, b: { $ref: "#/$defs/loop" } },
      $defs: { loop },
    };
    expect(validInstance(schema)).toEqual({ a: null });
  });

  test("uses the caller's words where they fit", () => {
    const schema = object({
      city: { type: "string" },
      unit: { enum: ["celsius", "fahrenheit"] },
      days: { type: "integer", minimum: 1, maximum: 7 },
      code: { type: "string", pattern: "^[A-Z]" },
    });
    expect(validInstance(schema, 0, ["Berlin", "Fahrenheit", "3"])).toEqual({
      city: "Berlin",
      unit: "fahrenheit",
      days: 3,
      code: "Berlin",
    });
    expect(validInstance({ type: "string", maxLength: 3 }, 0, ["too long", "no"])).toBe("no");
  });

  test("gives the same instance for the same seed and others for others", () => {
    const schema = object({
      a: { type: "integer" },
      b: { type: "string", pattern: "^\\d{6}$" },
      c: { enum: [1, 2, 3] },
    });
    const made = [0, 1, 2, 3].map((seed) => JSON.stringify(schemaInstance(schema, { seed })));
    expect(made).toEqual([0, 1, 2, 3].map((seed) => JSON.stringify(schemaInstance(schema, { seed }))));
    expect(new Set(made).size).toBe(4);
  });
});
