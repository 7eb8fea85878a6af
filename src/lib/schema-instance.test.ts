import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../spec/errors.ts";
import type { JsonSchema } from "../spec/tool.ts";
import { schemaInstance } from "./schema-instance.ts";

type Schema = Exclude<JsonSchema, boolean>;

/** An independent judge; formats have their own tests. */
function judge(schema: JsonSchema): (value: unknown) => boolean {
  const validate = new Ajv2020({
    strict: false,
    validateFormats: false,
    allErrors: false,
    logger: false,
  }).compile(schema);
  return (value) => validate(value);
}

/** The instance, after the judge has accepted it and it has survived JSON. */
function validInstance(schema: JsonSchema, seed = 0, hints: readonly string[] = []): unknown {
  const value = schemaInstance(schema, { seed, hints });
  expect(judge(schema)(value), `${JSON.stringify(value)} for ${JSON.stringify(schema)}`).toBe(true);
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  return value;
}

function failure(schema: JsonSchema): ParleyError {
  try {
    schemaInstance(schema, { seed: 0 });
  } catch (error) {
    if (error instanceof ParleyError) return error;
    throw error;
  }
  throw new Error(`There was an instance of ${JSON.stringify(schema)}.`);
}

const object = (properties: Record<string, JsonSchema>, more: Schema = {}): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});

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

describe("schemaInstance, for any schema", () => {
  const count = fc.integer({ min: 0, max: 12 });
  const number = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(0.5, -1.25, 1e9));

  /** A schema that has an instance. */
  const { satisfiable } = fc.letrec<{ satisfiable: Schema }>((tie) => ({
    satisfiable: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<Schema>({ type: "boolean" }, { type: "null" }, { type: ["number", "null"] }, {}),
      fc
        .tuple(count, count)
        .map(([low, more]) => ({ type: "string", minLength: low, maxLength: low + more })),
      fc
        .constantFrom("^[a-z]+$", "\\d{2}-\\w*", "^(a|bc)+$", "[^x]y?")
        .map((pattern) => ({ type: "string", pattern })),
      fc
        .tuple(number, count, fc.constantFrom(1, 2, 3, 0.5))
        .map(([low, more, step]) => ({
          type: "number",
          minimum: low,
          maximum: low + step + more,
          multipleOf: step,
        })),
      fc
        .array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 4 })
        .map((values) => ({ enum: values })),
      fc
        .tuple(tie("satisfiable"), count)
        .map(([items, least]) => ({ type: "array", items, minItems: least % 4, maxItems: least })),
      fc
        .dictionary(fc.string({ maxLength: 5 }), tie("satisfiable"), { maxKeys: 4 })
        .chain((properties) =>
          fc.subarray(Object.keys(properties)).map((required) => object(properties, { required })),
        ),
      fc.array(tie("satisfiable"), { minLength: 1, maxLength: 3 }).map((anyOf) => ({ anyOf })),
      tie("satisfiable").map((inner) => ({ allOf: [inner, {}] })),
      tie("satisfiable").map((inner) =>
        object({ inner, again: { anyOf: [{ $ref: "#" }, { type: "null" }] } }, { required: ["inner"] }),
      ),
    ),
  }));

  test("makes a valid instance when there is one", () => {
    fc.assert(
      fc.property(satisfiable, fc.nat(), fc.array(fc.string(), { maxLength: 3 }), (schema, seed, hints) => {
        validInstance({ $defs: {}, ...schema }, seed, hints);
      }),
      { numRuns: 150 },
    );
  });

  test("makes a valid instance or says why not, for any mixture of keywords", () => {
    const { soup } = fc.letrec<{ soup: JsonSchema }>((tie) => ({
      soup: fc.oneof(
        { maxDepth: 3 },
        fc.boolean(),
        fc.record(
          {
            type: fc.constantFrom("object", "array", "string", "integer", "number", ["string", "null"]),
            minimum: number,
            exclusiveMaximum: number,
            multipleOf: fc.constantFrom(1, 3, 0.25),
            minLength: count,
            maxLength: count,
            pattern: fc.constantFrom("^a", "b$", "^\\d+$", "(?=c)"),
            minItems: fc.nat({ max: 3 }),
            maxItems: fc.nat({ max: 3 }),
            uniqueItems: fc.boolean(),
            items: tie("soup"),
            contains: tie("soup"),
            properties: fc.dictionary(fc.constantFrom("a", "b", "c"), tie("soup"), { maxKeys: 2 }),
            required: fc.uniqueArray(fc.constantFrom("a", "b", "d"), { maxLength: 2 }),
            additionalProperties: tie("soup"),
            enum: fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }),
            const: fc.jsonValue({ maxDepth: 1 }),
            not: tie("soup"),
            if: tie("soup"),
            then: tie("soup"),
            else: tie("soup"),
            anyOf: fc.array(tie("soup"), { minLength: 1, maxLength: 3 }),
            oneOf: fc.array(tie("soup"), { minLength: 1, maxLength: 3 }),
            allOf: fc.array(tie("soup"), { minLength: 1, maxLength: 2 }),
          },
          { requiredKeys: [] },
        ),
      ) as fc.Arbitrary<JsonSchema>,
    }));
    let made = 0;
    fc.assert(
      fc.property(soup, fc.nat(), (schema, seed) => {
        let value: unknown;
        try {
          value = schemaInstance(schema, { seed });
        } catch (error) {
          expect(error).toBeInstanceOf(ParleyError);
          expect((error as ParleyError).code).toBe("invalid_value");
          return;
        }
        made++;
        expect(judge(schema)(value), JSON.stringify(value)).toBe(true);
      }),
      { numRuns: 250 },
    );
    // Were nearly all refused, the property would say nothing.
    expect(made).toBeGreaterThan(25);
  });
});
