import type { JsonSchema } from "../../spec/tool.ts";

/** Figures of limits, which protobuf writes as texts. */
const limits: ReadonlySet<string> = new Set([
  "maxItems",
  "minItems",
  "maxLength",
  "minLength",
  "maxProperties",
  "minProperties",
]);

/**
 * A schema in Google's words (a part of OpenAPI 3.0: `{type: "STRING", nullable: true}`) as a JSON Schema.
 * https://ai.google.dev/api/caching#Schema
 */
export function jsonSchemaOf(schema: Readonly<Record<string, unknown>>): JsonSchema {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    const name = key.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
    if (name === "nullable") continue;
    out[name] = member(name, value);
  }
  const { type } = out;
  if (schema["nullable"] === true && typeof type === "string") out["type"] = [type, "null"];
  return out;
}

function member(name: string, value: unknown): unknown {
  if (name === "type" && typeof value === "string") return value.toLowerCase();
  if (limits.has(name) && typeof value === "string") return Number(value);
  if (name === "items") return inner(value);
  if (name === "anyOf" && Array.isArray(value)) return value.map(inner);
  if (name === "properties" && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([property, schema]) => [property, inner(schema)]));
  }
  return value;
}

function inner(value: unknown): unknown {
  return isObject(value) ? jsonSchemaOf(value) : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
