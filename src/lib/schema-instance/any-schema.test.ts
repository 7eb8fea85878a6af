import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParleyError } from "../../spec/errors.ts";
import type { JsonSchema } from "../../spec/tool.ts";
import { schemaInstance } from "../schema-instance.ts";
import { judge, object, type Schema, validInstance } from "./schemas.fixture.ts";

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
      fc.tuple(number, count, fc.constantFrom(1, 2, 3, 0.5)).map(([low, more, step]) => ({
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
