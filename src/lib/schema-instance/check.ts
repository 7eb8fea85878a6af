import { arrayPart, conditionsOf, objectPart } from "./absorb.ts";
import { canonical, codePoints } from "./canonical.ts";
import { formatTable } from "./format.ts";
import {
  countUnder,
  isRecord,
  namesUnder,
  numberUnder,
  own,
  stringUnder,
  subschema,
  subschemas,
  typesOf,
  type TypeName,
} from "./keywords.ts";
import { patternOf } from "./pattern.ts";
import { resolveReference } from "./resolve.ts";
import { invalid, spend, type Located, type Run } from "./run.ts";

type Keywords = Readonly<Record<string, unknown>>;

/** References that may follow each other without a step into the value. */
const MAX_REFERENCES = 200;

/**
 * Whether a value satisfies a schema: the judge over what the other files propose, so that no clever
 * combination of keywords can make them give a wrong instance. It knows the same keywords as `absorb`.
 */
export function check(run: Run, value: unknown, located: Located, depth = 0): boolean {
  const { schema, path } = located;
  spend(run, path);
  if (typeof schema === "boolean") return schema;
  if (depth > MAX_REFERENCES) throw invalid(path, "The schema refers to itself without end.");
  const holds = (child: Located): boolean => check(run, value, child, depth + 1);
  const types = typesOf(schema, path);
  if (types !== undefined && !types.has(typeOf(value))) return false;
  if (!checkValues(schema, value)) return false;
  const reference = stringUnder(schema, path, "$ref");
  if (reference !== undefined && !holds(resolveReference(run, reference, path))) return false;
  if (typeof value === "number" && !checkNumber(schema, path, value)) return false;
  if (typeof value === "string" && !checkString(run, schema, path, value)) return false;
  if (Array.isArray(value) && !checkArray(run, schema, path, value)) return false;
  if (isRecord(value) && !checkObject(run, schema, path, value)) return false;
  return checkLogic(schema, path, holds);
}

function typeOf(value: unknown): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  if (typeof value === "string" || typeof value === "boolean") return typeof value as TypeName;
  return "object";
}

function checkValues(schema: Keywords, value: unknown): boolean {
  const listed = own(schema, "enum");
  const text = listed !== undefined || Object.hasOwn(schema, "const") ? canonical(value) : "";
  if (Array.isArray(listed) && !listed.some((entry) => canonical(entry) === text)) return false;
  return !Object.hasOwn(schema, "const") || canonical(schema["const"]) === text;
}

function checkNumber(schema: Keywords, path: string, value: number): boolean {
  const multiple = numberUnder(schema, path, "multipleOf");
  return (
    value >= (numberUnder(schema, path, "minimum") ?? -Infinity) &&
    value <= (numberUnder(schema, path, "maximum") ?? Infinity) &&
    value > (numberUnder(schema, path, "exclusiveMinimum") ?? -Infinity) &&
    value < (numberUnder(schema, path, "exclusiveMaximum") ?? Infinity) &&
    (multiple === undefined || Number.isInteger(value / multiple))
  );
}

function checkString(run: Run, schema: Keywords, path: string, value: string): boolean {
  const length = codePoints(value);
  if (length < (countUnder(schema, path, "minLength") ?? 0)) return false;
  if (length > (countUnder(schema, path, "maxLength") ?? Infinity)) return false;
  const format = formatTable.get(stringUnder(schema, path, "format") ?? "");
  if (format !== undefined && !format.test(value)) return false;
  const source = stringUnder(schema, path, "pattern");
  return source === undefined || patternOf(run, source, path).matches(run, value);
}

function checkArray(run: Run, schema: Keywords, path: string, value: readonly unknown[]): boolean {
  if (value.length < (countUnder(schema, path, "minItems") ?? 0)) return false;
  if (value.length > (countUnder(schema, path, "maxItems") ?? Infinity)) return false;
  if (own(schema, "uniqueItems") === true && new Set(value.map(canonical)).size < value.length) return false;
  const { prefix, items } = arrayPart(schema, path);
  for (const [index, entry] of value.entries()) {
    const child = prefix[index] ?? items;
    if (child !== undefined && !check(run, entry, child)) return false;
  }
  const contains = subschema(schema, path, "contains");
  if (contains === undefined) return true;
  const count = value.filter((entry) => check(run, entry, contains)).length;
  return (
    count >= (countUnder(schema, path, "minContains") ?? 1) &&
    count <= (countUnder(schema, path, "maxContains") ?? Infinity)
  );
}

function checkObject(run: Run, schema: Keywords, path: string, value: Keywords): boolean {
  const names = Object.keys(value);
  if (names.length < (countUnder(schema, path, "minProperties") ?? 0)) return false;
  if (names.length > (countUnder(schema, path, "maxProperties") ?? Infinity)) return false;
  if (!namesUnder(schema, path, "required").every((name) => Object.hasOwn(value, name))) return false;
  const nameSchema = subschema(schema, path, "propertyNames");
  if (nameSchema !== undefined && !names.every((name) => check(run, name, nameSchema))) return false;
  const part = objectPart(schema, path);
  return names.every((name) => {
    const children = part.patterns
      .filter(({ source }) => patternOf(run, source, path).matches(run, name))
      .map(({ child }) => child);
    const declared = part.properties.get(name);
    if (declared !== undefined) children.push(declared);
    if (children.length === 0 && part.additional !== undefined) children.push(part.additional);
    return children.every((child) => check(run, value[name], child));
  });
}

function checkLogic(schema: Keywords, path: string, holds: (child: Located) => boolean): boolean {
  if (!(subschemas(schema, path, "allOf") ?? []).every(holds)) return false;
  const any = subschemas(schema, path, "anyOf");
  if (any !== undefined && !any.some(holds)) return false;
  const one = subschemas(schema, path, "oneOf");
  if (one !== undefined && one.filter(holds).length !== 1) return false;
  const not = subschema(schema, path, "not");
  if (not !== undefined && holds(not)) return false;
  return conditionsOf(schema, path).every(({ when, then, otherwise }) =>
    holds(holds(when) ? then : otherwise),
  );
}
