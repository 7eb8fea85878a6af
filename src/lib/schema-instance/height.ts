import { arrayPart, objectPart } from "./absorb.ts";
import { countUnder, namesUnder, own, stringUnder, subschema, subschemas, typesOf } from "./keywords.ts";
import { resolveReference } from "./resolve.ts";
import { spend, type Located, type Run } from "./run.ts";

type Keywords = Readonly<Record<string, unknown>>;

/** What one schema needs of others: its parts all, and of each choice the lowest. */
interface Needs {
  readonly same: readonly Located[];
  readonly choices: readonly (readonly Located[])[];
  /** Needed one level deeper; absent when the value may be something without parts. */
  readonly deeper: readonly Located[];
}

/**
 * Finds for every schema how much nesting an instance needs at least, into `run.heights`: 0 for a text,
 * infinity for a schema such as `{ required: ["next"], properties: { next: { $ref: "#" } } }` that can
 * never end. It is a guide for choosing branches that end a recursion; bounds between keywords are not seen.
 */
export function measureHeights(run: Run, root: Located): void {
  const all = collect(run, root);
  for (const schema of all.keys()) run.heights.set(schema, Infinity);
  // Parts were met after the schemas that need them, so backwards most rounds are saved.
  const order = [...all].toReversed();
  for (let changed = true; changed;) {
    changed = false;
    spend(run, root.path, order.length);
    for (const [schema, needs] of order) {
      const height = heightFrom(run, needs);
      if (height === run.heights.get(schema)) continue;
      run.heights.set(schema, height);
      changed = true;
    }
  }
}

/** Nesting that a schema needs at least. */
export function heightOf(run: Run, { schema }: Located): number {
  if (typeof schema === "boolean") return schema ? 0 : Infinity;
  return run.heights.get(schema) ?? 0;
}

function heightFrom(run: Run, { same, choices, deeper }: Needs): number {
  let height = 0;
  for (const child of same) height = Math.max(height, heightOf(run, child));
  for (const child of deeper) height = Math.max(height, 1 + heightOf(run, child));
  for (const branches of choices) {
    height = Math.max(height, Math.min(...branches.map((branch) => heightOf(run, branch))));
  }
  return height;
}

/** All schemas that an instance can need, with their needs. */
function collect(run: Run, root: Located): ReadonlyMap<object, Needs> {
  const all = new Map<object, Needs>();
  const open = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { schema, path } = next;
    if (typeof schema === "boolean" || all.has(schema)) continue;
    spend(run, path);
    const needs = needsOf(run, schema, path);
    all.set(schema, needs);
    open.push(...needs.same, ...needs.choices.flat(), ...needs.deeper);
  }
  return all;
}

function needsOf(run: Run, schema: Keywords, path: string): Needs {
  const reference = stringUnder(schema, path, "$ref");
  const same = [...(subschemas(schema, path, "allOf") ?? [])];
  if (reference !== undefined) same.push(resolveReference(run, reference, path));
  const choices = [subschemas(schema, path, "anyOf"), subschemas(schema, path, "oneOf")].filter(
    (branches) => branches !== undefined && branches.length > 0,
  ) as (readonly Located[])[];
  return { same, choices, deeper: deeperNeeds(schema, path) };
}

function deeperNeeds(schema: Keywords, path: string): readonly Located[] {
  const types = typesOf(schema, path);
  if (types === undefined || own(schema, "enum") !== undefined || Object.hasOwn(schema, "const")) return [];
  if ([...types].some((type) => type !== "object" && type !== "array")) return [];
  const objects = types.has("object") ? membersNeeded(schema, path) : undefined;
  const arrays = types.has("array") ? itemsNeeded(schema, path) : undefined;
  if (objects !== undefined && arrays !== undefined) return objects.length < arrays.length ? objects : arrays;
  return objects ?? arrays ?? [];
}

function membersNeeded(schema: Keywords, path: string): readonly Located[] {
  const { properties, additional } = objectPart(schema, path);
  return (
    namesUnder(schema, path, "required")
      .flatMap((name) => properties.get(name) ?? additional ?? [])
      // A contradiction and no recursion: `makeObject` has the better words for it.
      .filter((child) => child.schema !== false)
  );
}

function itemsNeeded(schema: Keywords, path: string): readonly Located[] {
  const least = countUnder(schema, path, "minItems") ?? 0;
  const { prefix, items } = arrayPart(schema, path);
  const needed = prefix.slice(0, least);
  if (least > prefix.length && items !== undefined) needed.push(items);
  const contains = subschema(schema, path, "contains");
  if (contains !== undefined && (countUnder(schema, path, "minContains") ?? 1) > 0) needed.push(contains);
  return needed;
}
