import { integerRange } from "./integer-range.ts";
import * as json from "./json-rules.ts";
import { objectBody } from "./object-rules.ts";
import { literal, oneOf, type Rules } from "./rules.ts";
import { inexpressible, type Schema, type SchemaRun } from "./schema-run.ts";
import { stringFormats } from "./string-formats.ts";

/** Deeper schemas are refused; references are rules of their own and may go round. */
const deepest = 64;
/** llama.cpp refuses longer repetitions (`MAX_REPETITION_THRESHOLD`). */
const mostRepeats = 2_000;

/** Keywords that say nothing about what is valid. */
const annotations = new Set(
  "$schema $id $comment $anchor title description default examples deprecated readOnly writeOnly $defs definitions".split(
    " ",
  ),
);

/** What each type understands besides `type`, `enum`, `const`, `anyOf`, `oneOf`, `allOf` and `$ref`. */
const understood: Readonly<Record<string, readonly string[]>> = {
  object: ["properties", "required", "additionalProperties"],
  array: ["items", "prefixItems", "minItems", "maxItems"],
  string: ["minLength", "maxLength", "format"],
  integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "format"],
  number: ["format"],
  boolean: [],
  null: [],
};

/**
 * Writes a JSON Schema as rules: every text they allow is valid, in one canonical spelling.
 * Fails with `invalid_value` and the path of a keyword that rules cannot express.
 *
 * @param path The schema's place in the request, such as `tools[0].function.parameters`.
 * @returns A body that can stand within another.
 */
export function schemaRules(rules: Rules, schema: unknown, path: string): string {
  const run: SchemaRun = {
    rules,
    root: schema,
    references: new Map(),
    body: (inner, place, depth) => schemaBody(run, inner, place, depth),
  };
  return run.body(schema, path, 0);
}

function schemaBody(run: SchemaRun, schema: unknown, path: string, depth: number): string {
  if (depth > deepest) throw inexpressible(path, "it is nested too deeply");
  if (schema === true) return json.anyValue(run.rules);
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) {
    throw inexpressible(path, schema === false ? "it allows nothing" : "it is no schema");
  }
  const given = schema as Schema;
  const keywords = Object.keys(given).filter((keyword) => !annotations.has(keyword));
  if (keywords.includes("$ref")) return reference(run, given, keywords, path);
  for (const keyword of ["const", "enum"] as const) {
    if (keywords.includes(keyword)) return constants(given, keyword, path);
  }
  for (const keyword of ["anyOf", "oneOf", "allOf"] as const) {
    if (keywords.includes(keyword)) return combination(run, given, { keyword, keywords, path, depth });
  }
  const types = typesOf(given, keywords, path);
  const known = new Set(["type", ...types.flatMap((type) => understood[type] ?? [])]);
  const unknown = keywords.find((keyword) => !known.has(keyword));
  if (unknown !== undefined)
    throw inexpressible(`${path}.${unknown}`, `the keyword \`${unknown}\` cannot be enforced`);
  return oneOf(types.map((type) => typeBody(run, given, { type, path, depth })));
}

function reference(run: SchemaRun, schema: Schema, keywords: readonly string[], path: string): string {
  const target = schema["$ref"];
  if (keywords.length > 1) throw inexpressible(path, "`$ref` beside other keywords cannot be enforced");
  if (typeof target !== "string" || !/^#(\/|$)/.test(target))
    throw inexpressible(`${path}.$ref`, "only references within the schema are followed");
  const known = run.references.get(target);
  if (known !== undefined) return known;
  const name = run.rules.name();
  run.references.set(target, name);
  let found: unknown = run.root;
  for (const part of target.split("/").slice(1)) {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, key)
        ? (found as Schema)[key]
        : undefined;
  }
  if (found === undefined) throw inexpressible(`${path}.$ref`, "it refers to nothing");
  const body = run.body(found, path, 0);
  if (body === name) throw inexpressible(`${path}.$ref`, "it refers to itself alone");
  return run.rules.add(body, name);
}

function constants(schema: Schema, keyword: "const" | "enum", path: string): string {
  const values = keyword === "const" ? [schema["const"]] : schema["enum"];
  if (!Array.isArray(values) || values.length === 0)
    throw inexpressible(`${path}.enum`, "it must be a list with values");
  return oneOf(values.map((value) => literal(JSON.stringify(value))));
}

function combination(
  run: SchemaRun,
  schema: Schema,
  {
    keyword,
    keywords,
    path,
    depth,
  }: { keyword: "anyOf" | "oneOf" | "allOf"; keywords: readonly string[]; path: string; depth: number },
): string {
  const other = keywords.find((each) => each !== keyword && each !== "type");
  if (other !== undefined)
    throw inexpressible(`${path}.${other}`, `\`${other}\` beside \`${keyword}\` cannot be enforced`);
  const parts = schema[keyword];
  if (!Array.isArray(parts) || parts.length === 0)
    throw inexpressible(`${path}.${keyword}`, "it must be a list of schemas");
  if (keyword === "allOf" && parts.length > 1)
    throw inexpressible(`${path}.allOf`, "several schemas at once cannot be enforced");
  return oneOf(parts.map((part, index) => run.body(part, `${path}.${keyword}[${index}]`, depth + 1)));
}

function typesOf(schema: Schema, keywords: readonly string[], path: string): readonly string[] {
  const written = schema["type"];
  if (written === undefined) {
    if (keywords.length === 0) return Object.keys(understood).filter((type) => type !== "integer");
    const meant = Object.keys(understood).find((type) =>
      (understood[type] ?? []).includes(keywords[0] ?? ""),
    );
    if (meant === undefined)
      throw inexpressible(`${path}.${keywords[0]}`, `the keyword \`${keywords[0]}\` cannot be enforced`);
    return [meant];
  }
  const types = (Array.isArray(written) ? written : [written]) as unknown[];
  const wrong = types.find((type) => typeof type !== "string" || !Object.hasOwn(understood, type));
  if (wrong !== undefined || types.length === 0) throw inexpressible(`${path}.type`, "there is no such type");
  return types as string[];
}

function typeBody(
  run: SchemaRun,
  schema: Schema,
  place: { type: string; path: string; depth: number },
): string {
  const { rules } = run;
  const { path, depth } = place;
  switch (place.type) {
    case "object":
      return objectBody(run, schema, path, depth);
    case "array":
      return arrayBody(run, schema, path, depth);
    case "string":
      return stringBody(rules, schema, path);
    case "integer":
      return integerBody(rules, schema, path);
    case "number":
      return json.anyNumber(rules);
    case "boolean":
      return json.anyBoolean(rules);
    default:
      return '"null"';
  }
}

function arrayBody(run: SchemaRun, schema: Schema, path: string, depth: number): string {
  const first = schema["prefixItems"] ?? [];
  if (!Array.isArray(first)) throw inexpressible(`${path}.prefixItems`, "it must be a list of schemas");
  const least = count(schema, "minItems", path) ?? 0;
  const most = count(schema, "maxItems", path);
  if (most !== undefined && most < least)
    throw inexpressible(`${path}.maxItems`, "it is smaller than `minItems`");
  if (first.length > 0 && (least > first.length || schema["items"] !== false)) {
    throw inexpressible(`${path}.prefixItems`, "it can be enforced only with `items: false`");
  }
  if (first.length > 0) {
    if (least < first.length)
      throw inexpressible(`${path}.minItems`, `it must be ${first.length}, the number of \`prefixItems\``);
    const items = first.map((item, index) => run.body(item, `${path}.prefixItems[${index}]`, depth + 1));
    return run.rules.add(`"[" ${items.join(` "," ${json.space} `)} "]"`);
  }
  if (most === 0 || schema["items"] === false) return '"[" "]"';
  const item = run.rules.add(run.body(schema["items"] ?? true, `${path}.items`, depth + 1));
  const more = `("," ${json.space} ${item}){${Math.max(0, least - 1)},${most === undefined ? "" : most - 1}}`;
  return run.rules.add(least > 0 ? `"[" ${item} ${more} "]"` : `"[" (${item} ${more})? "]"`);
}

function stringBody(rules: Rules, schema: Schema, path: string): string {
  const format = schema["format"];
  const least = count(schema, "minLength", path);
  const most = count(schema, "maxLength", path);
  const known = typeof format === "string" ? stringFormats[format] : undefined;
  if (known !== undefined) {
    if (least !== undefined || most !== undefined)
      throw inexpressible(`${path}.format`, "a format beside a length cannot be enforced");
    return rules.shared(`format-${String(format)}`, () => `"\\"" ${known} "\\""`);
  }
  if (format !== undefined) throw inexpressible(`${path}.format`, "this format cannot be enforced");
  if (least === undefined && most === undefined) return json.anyString(rules);
  if (most !== undefined && most < (least ?? 0))
    throw inexpressible(`${path}.maxLength`, "it is smaller than `minLength`");
  return rules.add(`"\\"" ${json.wholeCharacter(rules)}{${least ?? 0},${most ?? ""}} "\\""`);
}

function integerBody(rules: Rules, schema: Schema, path: string): string {
  const bound = (keyword: string): number | undefined => {
    const value = schema[keyword];
    if (value === undefined) return undefined;
    if (typeof value !== "number") throw inexpressible(`${path}.${keyword}`, "it must be a number");
    return value;
  };
  const [minimum, above] = [bound("minimum"), bound("exclusiveMinimum")];
  const [maximum, below] = [bound("maximum"), bound("exclusiveMaximum")];
  const lows = [
    ...(minimum === undefined ? [] : [Math.ceil(minimum)]),
    ...(above === undefined ? [] : [Math.floor(above) + 1]),
  ];
  const highs = [
    ...(maximum === undefined ? [] : [Math.floor(maximum)]),
    ...(below === undefined ? [] : [Math.ceil(below) - 1]),
  ];
  if (lows.length + highs.length === 0) return json.anyInteger(rules);
  const least = lows.length === 0 ? undefined : Math.max(...lows);
  const most = highs.length === 0 ? undefined : Math.min(...highs);
  if (least !== undefined && most !== undefined && least > most)
    throw inexpressible(path, "no whole number lies within its bounds");
  return rules.add(integerRange(least, most));
}

/** A count that a repetition can have. */
function count(schema: Schema, keyword: string, path: string): number | undefined {
  const value = schema[keyword];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0) {
    throw inexpressible(`${path}.${keyword}`, "it must be a whole number");
  }
  if (value > mostRepeats)
    throw inexpressible(`${path}.${keyword}`, `more than ${mostRepeats} cannot be enforced`);
  return value;
}
