import { patternOf } from "./pattern.ts";
import { check } from "./check.ts";
import { heightOf } from "./height.ts";
import type { MakeInner, Place } from "./place.ts";
import { Conflict, invalid, type Located, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** Most members that a schema may demand beyond the ones it names. */
const MAX_EXTRA = 500;

/** Makes the value of a member, or its name. */
type Inner = (schemas: readonly Located[], variation?: number) => unknown;

/** An object that a shape allows: all members it names, or when lean only those it demands. */
export function makeObject(
  run: Run,
  shape: Shape,
  place: Place,
  makeInner: MakeInner,
): Record<string, unknown> {
  const inner: Inner = (schemas, variation = place.variation) =>
    makeInner(run, schemas, { ...place, variation }, shape);
  if (shape.minProperties > shape.maxProperties || shape.required.size > shape.maxProperties) {
    throw new Conflict(
      shape.path,
      `The schema contradicts itself: it demands more members than "maxProperties" allows.`,
    );
  }
  const made = new Map<string, unknown>();
  for (const name of shape.required) made.set(name, inner(demanded(run, shape, name)));
  const wanted = place.lean ? shape.minProperties : shape.maxProperties;
  for (const name of declared(shape)) {
    if (made.size >= wanted || made.has(name)) continue;
    addOptional(run, shape, inner, made, name);
  }
  addExtra(run, shape, inner, made);
  // In the order of the schema, which is the order in which people read it.
  const names = [...declared(shape), ...made.keys()];
  return toObject(new Map(names.filter((name) => made.has(name)).map((name) => [name, made.get(name)])));
}

function declared(shape: Shape): ReadonlySet<string> {
  return new Set(shape.objects.flatMap((part) => [...part.properties.keys()]));
}

/** All schemas that a member of this name must satisfy. */
function schemasFor(run: Run, shape: Shape, name: string): readonly Located[] {
  let evaluated = false;
  const schemas: Located[] = [];
  for (const part of shape.objects) {
    const own = part.patterns
      .filter(({ source, child }) => patternOf(run, source, child.path).matches(run, name))
      .map(({ child }) => child);
    const named = part.properties.get(name);
    if (named !== undefined) own.push(named);
    if (own.length === 0 && part.additional !== undefined) own.push(part.additional);
    evaluated ||= own.length > 0;
    schemas.push(...own);
  }
  return evaluated ? schemas : [...schemas, ...shape.unevaluated];
}

function demanded(run: Run, shape: Shape, name: string): readonly Located[] {
  const schemas = schemasFor(run, shape, name);
  const forbidden = schemas.find(({ schema }) => schema === false);
  if (forbidden !== undefined || !nameAllowed(run, shape, name)) {
    const shown = JSON.stringify(name.length > 60 ? `${name.slice(0, 60).toWellFormed()}…` : name);
    throw new Conflict(
      forbidden?.path ?? shape.path,
      `The schema contradicts itself: the member ${shown} is required and not allowed.`,
    );
  }
  return schemas;
}

function nameAllowed(run: Run, shape: Shape, name: string): boolean {
  return shape.names.every((schema) => check(run, name, schema));
}

/** A member that nobody demands is left out when it cannot be made. */
function addOptional(run: Run, shape: Shape, inner: Inner, made: Map<string, unknown>, name: string): void {
  const schemas = schemasFor(run, shape, name);
  if (schemas.some((schema) => heightOf(run, schema) === Infinity) || !nameAllowed(run, shape, name)) return;
  try {
    made.set(name, inner(schemas));
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}

/** Members with names of our own, until there are as many as are demanded. */
function addExtra(run: Run, shape: Shape, inner: Inner, made: Map<string, unknown>): void {
  const missing = shape.minProperties - made.size;
  if (missing > MAX_EXTRA)
    throw invalid(shape.path, `"minProperties" may ask for at most ${MAX_EXTRA} free members.`);
  for (let round = 0; made.size < shape.minProperties && round < 5 * missing + 20; round++) {
    const name = freeName(run, shape, inner, round);
    if (name !== undefined && !made.has(name)) addOptional(run, shape, inner, made, name);
  }
  if (made.size < shape.minProperties) {
    throw new Conflict(
      shape.path,
      `We found fewer than ${shape.minProperties} members that the object may have.`,
    );
  }
}

function freeName(run: Run, shape: Shape, inner: Inner, round: number): string | undefined {
  if (shape.names.length > 0) {
    const name = inner([{ schema: { type: "string" }, path: shape.path }, ...shape.names], round);
    return typeof name === "string" ? name : undefined;
  }
  const patterns = shape.objects.flatMap((part) => part.patterns);
  const pattern = patterns[round % Math.max(1, patterns.length)];
  if (pattern === undefined) return `extra${round + 1}`;
  const parsed = patternOf(run, pattern.source, pattern.child.path);
  const name = parsed.generate(run, Math.min(parsed.maxLength, parsed.minLength + 1 + (round % 8)));
  // A pattern that is open at its end gives the same name again and again.
  return parsed.matches(run, name + round) ? name + round : name;
}

/** Also for members named `__proto__`, which an assignment would swallow. */
function toObject(members: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const [name, value] of members) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
}
