import type { JsonSchema } from "../../spec/tool.ts";
import { canonical } from "./canonical.ts";
import {
  countUnder,
  isRecord,
  member,
  namesOf,
  namesUnder,
  numberUnder,
  own,
  schemaAt,
  schemaMap,
  stringUnder,
  subschema,
  subschemas,
  typeNames,
  typesOf,
} from "./keywords.ts";
import { resolveReference } from "./resolve.ts";
import { Conflict, invalid, spend, type Located, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

type Keywords = Readonly<Record<string, unknown>>;

/**
 * Lays one more schema on a shape. Throws `Conflict` where the two cannot hold together,
 * and `ParleyError` where the schema itself is wrong.
 */
export function absorb(run: Run, shape: Shape, located: Located, open: readonly object[] = []): void {
  const { schema, path } = located;
  if (schema === true) return;
  spend(run, path, weight(schema));
  if (schema === false) throw new Conflict(path, "The schema is `false` here, which allows no value at all.");
  if (open.includes(schema) || open.length > 64) {
    throw invalid(path, "The schema refers to itself without end and says nothing else.");
  }
  if (shape.sources.some((source) => source.schema === schema)) return;
  shape.sources.push(located);

  const inner = [...open, schema];
  const reference = stringUnder(schema, path, "$ref");
  if (reference !== undefined) absorb(run, shape, resolveReference(run, reference, path), inner);
  if (own(schema, "$dynamicRef") !== undefined) {
    throw invalid(member(path, "$dynamicRef"), `"$dynamicRef" is not supported; use "$ref".`);
  }
  for (const child of subschemas(schema, path, "allOf") ?? []) absorb(run, shape, child, inner);

  absorbType(shape, schema, path);
  absorbValues(shape, schema, path);
  absorbNumber(shape, schema, path);
  absorbString(shape, schema, path);
  absorbArray(shape, schema, path);
  absorbObject(shape, schema, path);
  absorbLogic(shape, schema, path);
}

/** Work that reading a schema takes: its lists and maps count by their length. */
function weight(schema: JsonSchema): number {
  let weight = 1;
  for (const value of Object.values(schema)) {
    if (Array.isArray(value)) weight += value.length;
    else if (isRecord(value)) weight += Object.keys(value).length;
  }
  return weight;
}

function absorbType(shape: Shape, schema: Keywords, path: string): void {
  const types = typesOf(schema, path);
  if (types === undefined) return;
  shape.typed = true;
  shape.types = new Set(typeNames.filter((type) => shape.types.has(type) && types.has(type)));
  if (shape.types.size === 0) {
    throw new Conflict(
      member(path, "type"),
      `The schema contradicts itself: no type is allowed that "type" names.`,
    );
  }
}

function absorbValues(shape: Shape, schema: Keywords, path: string): void {
  const listed = own(schema, "enum");
  if (listed !== undefined && !Array.isArray(listed))
    throw invalid(member(path, "enum"), `"enum" must be a list.`);
  if (listed !== undefined) narrowValues(shape, listed, member(path, "enum"));
  if (Object.hasOwn(schema, "const")) narrowValues(shape, [schema["const"]], member(path, "const"));
}

function narrowValues(shape: Shape, values: readonly unknown[], path: string): void {
  if (shape.values === undefined) {
    shape.values = values;
  } else {
    const allowed = new Set(values.map(canonical));
    shape.values = shape.values.filter((value) => allowed.has(canonical(value)));
  }
  if (shape.values.length === 0)
    throw new Conflict(path, "The schema contradicts itself: no value is left to choose.");
}

function absorbNumber(shape: Shape, schema: Keywords, path: string): void {
  for (const exclusive of [false, true]) {
    const lower = numberUnder(schema, path, exclusive ? "exclusiveMinimum" : "minimum");
    if (lower !== undefined) {
      const held = shape.lower;
      if (held === undefined || lower > held.value || (lower === held.value && exclusive)) {
        shape.lower = { value: lower, exclusive };
      }
    }
    const upper = numberUnder(schema, path, exclusive ? "exclusiveMaximum" : "maximum");
    if (upper !== undefined) {
      const held = shape.upper;
      if (held === undefined || upper < held.value || (upper === held.value && exclusive)) {
        shape.upper = { value: upper, exclusive };
      }
    }
  }
  const multiple = numberUnder(schema, path, "multipleOf");
  if (multiple === undefined) return;
  if (multiple <= 0) throw invalid(member(path, "multipleOf"), `"multipleOf" must be greater than 0.`);
  shape.multiples.push(multiple);
}

function absorbString(shape: Shape, schema: Keywords, path: string): void {
  shape.minLength = Math.max(shape.minLength, countUnder(schema, path, "minLength") ?? 0);
  shape.maxLength = Math.min(shape.maxLength, countUnder(schema, path, "maxLength") ?? Infinity);
  const source = stringUnder(schema, path, "pattern");
  if (source !== undefined) shape.patterns.push({ source, path: member(path, "pattern") });
  const name = stringUnder(schema, path, "format");
  if (name !== undefined) shape.formats.push({ name, path: member(path, "format") });
}

function absorbArray(shape: Shape, schema: Keywords, path: string): void {
  shape.minItems = Math.max(shape.minItems, countUnder(schema, path, "minItems") ?? 0);
  shape.maxItems = Math.min(shape.maxItems, countUnder(schema, path, "maxItems") ?? Infinity);
  if (own(schema, "uniqueItems") === true) shape.uniqueItems = true;
  shape.arrays.push(arrayPart(schema, path));
  const child = subschema(schema, path, "contains");
  if (child === undefined) return;
  shape.contains.push({
    child,
    min: countUnder(schema, path, "minContains") ?? 1,
    max: countUnder(schema, path, "maxContains") ?? Infinity,
  });
}

/** `items` as a list is what `prefixItems` was called until draft 2019-09. */
export function arrayPart(schema: Keywords, path: string): Shape["arrays"][number] {
  if (Array.isArray(own(schema, "items"))) {
    return {
      prefix: subschemas(schema, path, "items") ?? [],
      items: subschema(schema, path, "additionalItems"),
    };
  }
  return {
    prefix: subschemas(schema, path, "prefixItems") ?? [],
    items: subschema(schema, path, "items") ?? subschema(schema, path, "unevaluatedItems"),
  };
}

function absorbObject(shape: Shape, schema: Keywords, path: string): void {
  for (const name of namesUnder(schema, path, "required")) shape.required.add(name);
  shape.minProperties = Math.max(shape.minProperties, countUnder(schema, path, "minProperties") ?? 0);
  shape.maxProperties = Math.min(shape.maxProperties, countUnder(schema, path, "maxProperties") ?? Infinity);
  shape.objects.push(objectPart(schema, path));
  const unevaluated = subschema(schema, path, "unevaluatedProperties");
  if (unevaluated !== undefined) shape.unevaluated.push(unevaluated);
  const names = subschema(schema, path, "propertyNames");
  if (names !== undefined) shape.names.push(names);
}

export function objectPart(schema: Keywords, path: string): Shape["objects"][number] {
  return {
    properties: schemaMap(schema, path, "properties"),
    patterns: [...schemaMap(schema, path, "patternProperties")].map(([source, child]) => ({ source, child })),
    additional: subschema(schema, path, "additionalProperties"),
  };
}

function absorbLogic(shape: Shape, schema: Keywords, path: string): void {
  for (const keyword of ["anyOf", "oneOf"] as const) {
    const branches = subschemas(schema, path, keyword);
    if (branches === undefined) continue;
    if (branches.length === 0) throw invalid(member(path, keyword), `"${keyword}" must not be empty.`);
    shape.choices.push({ branches, exactlyOne: keyword === "oneOf", path: member(path, keyword) });
  }
  const not = subschema(schema, path, "not");
  if (not !== undefined) shape.nots.push(not);
  shape.conditions.push(...conditionsOf(schema, path));
}

/** `if`/`then`/`else`, and `dependentRequired` and `dependentSchemas` said with them. */
export function conditionsOf(schema: Keywords, path: string): Shape["conditions"] {
  const conditions: Shape["conditions"] = [];
  const when = subschema(schema, path, "if");
  const anything = { schema: true, path };
  if (when !== undefined) {
    conditions.push({
      when,
      then: subschema(schema, path, "then") ?? anything,
      otherwise: subschema(schema, path, "else") ?? anything,
    });
  }
  const has = (name: string) => ({ schema: { type: "object", required: [name] }, path });
  for (const [name, then] of schemaMap(schema, path, "dependentSchemas")) {
    conditions.push({ when: has(name), then, otherwise: anything });
  }
  const dependent = own(schema, "dependentRequired") ?? {};
  for (const [name, required] of Object.entries(dependent)) {
    const place = member(member(path, "dependentRequired"), name);
    const then = schemaAt(place, { required: namesOf(required, place) });
    conditions.push({ when: has(name), then, otherwise: anything });
  }
  return conditions;
}
