import { z } from "zod";
import { member } from "./raw.ts";
import { settingsSchema } from "./schema.ts";

/** A part of a JSON Schema: what of it this program reads. */
export interface JsonSchema {
  readonly type?: unknown;
  readonly const?: unknown;
  readonly default?: unknown;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
}

/** JSON Schema (draft 7, which editors know best) of the settings file. */
export function settingsJsonSchema(): JsonSchema {
  return z.toJSONSchema(settingsSchema, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      // A section may stand there without content, see `section`; that is no default worth showing.
      if (jsonSchema.type === "object" && JSON.stringify(jsonSchema.default) === "{}") {
        delete jsonSchema.default;
        Object.assign(jsonSchema, { type: ["object", "null"] });
      }
    },
  }) as JsonSchema;
}

/** The names that are known at a path; `input` decides between the types of a provider. */
export function knownNames(path: readonly PropertyKey[], input: unknown): readonly string[] {
  let schema: JsonSchema | undefined = settingsJsonSchema();
  let value = input;
  for (const step of path) {
    value = member(value, step);
    schema = typeof step === "number" ? schema?.items : memberSchema(schema, String(step));
    schema =
      schema?.oneOf?.find((one) => one.properties?.["type"]?.const === member(value, "type")) ?? schema;
  }
  return Object.keys(schema?.properties ?? {});
}

function memberSchema(schema: JsonSchema | undefined, name: string): JsonSchema | undefined {
  return schema?.properties?.[name] ?? (schema?.additionalProperties || undefined);
}
