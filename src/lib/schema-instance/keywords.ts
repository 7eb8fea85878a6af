import type { JsonSchema } from "../../spec/tool.ts";
import { invalid, type Located } from "./run.ts";

type Keywords = Readonly<Record<string, unknown>>;

/** The seven types of JSON Schema. */
export const typeNames = ["object", "array", "string", "integer", "number", "boolean", "null"] as const;
export type TypeName = (typeof typeNames)[number];

export function isRecord(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member; names like `toString` are ordinary names here. */
export function own(record: Keywords, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The path of a member: `.name`, or `["odd name"]` when a dot would not read well. */
export function member(path: string, name: string): string {
  return /^[A-Za-z_$][\w$-]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

export function schemaAt(path: string, value: unknown): Located {
  if (typeof value !== "boolean" && !isRecord(value)) {
    throw invalid(path, "A schema must be an object or a boolean.");
  }
  return { schema: value as JsonSchema, path };
}

/** The schema under a keyword; absent when the keyword is. */
export function subschema(keywords: Keywords, path: string, keyword: string): Located | undefined {
  const value = own(keywords, keyword);
  return value === undefined ? undefined : schemaAt(member(path, keyword), value);
}

/** The list of schemas under a keyword; absent when the keyword is. */
export function subschemas(
  keywords: Keywords,
  path: string,
  keyword: string,
): readonly Located[] | undefined {
  const value = own(keywords, keyword);
  if (value === undefined) return undefined;
  const place = member(path, keyword);
  if (!Array.isArray(value)) throw invalid(place, `"${keyword}" must be a list of schemas.`);
  return value.map((entry, index) => schemaAt(`${place}[${index}]`, entry));
}

/** The schemas under a keyword by their names; empty when the keyword is absent. */
export function schemaMap(keywords: Keywords, path: string, keyword: string): ReadonlyMap<string, Located> {
  const value = own(keywords, keyword);
  if (value === undefined) return new Map();
  const place = member(path, keyword);
  if (!isRecord(value)) throw invalid(place, `"${keyword}" must be an object of schemas.`);
  return new Map(
    Object.entries(value).map(([name, entry]) => [name, schemaAt(member(place, name), entry)] as const),
  );
}

export function numberUnder(keywords: Keywords, path: string, keyword: string): number | undefined {
  const value = own(keywords, keyword);
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw invalid(member(path, keyword), `"${keyword}" must be a number.`);
  }
  return value;
}

/** An integer of at least 0, for lengths and counts. */
export function countUnder(keywords: Keywords, path: string, keyword: string): number | undefined {
  const value = numberUnder(keywords, path, keyword);
  if (value === undefined || (Number.isInteger(value) && value >= 0)) return value;
  throw invalid(member(path, keyword), `"${keyword}" must be a whole number of at least 0.`);
}

export function stringUnder(keywords: Keywords, path: string, keyword: string): string | undefined {
  const value = own(keywords, keyword);
  if (value === undefined || typeof value === "string") return value;
  throw invalid(member(path, keyword), `"${keyword}" must be a text.`);
}

export function namesUnder(keywords: Keywords, path: string, keyword: string): readonly string[] {
  return namesOf(own(keywords, keyword) ?? [], member(path, keyword));
}

export function namesOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value) && value.every((name) => typeof name === "string")) return value;
  throw invalid(path, "This must be a list of names.");
}

/** The types that a schema allows; absent when it names none. `nullable` is OpenAPI's word for "or null". */
export function typesOf(keywords: Keywords, path: string): ReadonlySet<TypeName> | undefined {
  const value = own(keywords, "type");
  if (value === undefined) return undefined;
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const types = new Set<TypeName>();
  for (const name of names) {
    const type = typeNames.find((known) => known === name);
    if (type === undefined) {
      throw invalid(member(path, "type"), `"type" must be one or more of ${typeNames.join(", ")}.`);
    }
    types.add(type);
    if (type === "number") types.add("integer");
  }
  if (own(keywords, "nullable") === true) types.add("null");
  return types;
}
