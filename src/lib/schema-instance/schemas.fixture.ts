import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";
import type { JsonSchema } from "../../spec/tool.ts";
import { schemaInstance } from "../schema-instance.ts";

export type Schema = Exclude<JsonSchema, boolean>;

/** An independent judge; formats have their own tests. */
export function judge(schema: JsonSchema): (value: unknown) => boolean {
  const validate = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(schema);
  return (value) => validate(value);
}

/** The instance, after the judge has accepted it and it has survived JSON. */
export function validInstance(schema: JsonSchema, seed = 0, hints: readonly string[] = []): unknown {
  const value = schemaInstance(schema, { seed, hints });
  expect(judge(schema)(value), `${JSON.stringify(value)} for ${JSON.stringify(schema)}`).toBe(true);
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  return value;
}

/** An object schema that demands all its members and allows no other. */
export const object = (properties: Record<string, JsonSchema>, more: Schema = {}): Schema => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
