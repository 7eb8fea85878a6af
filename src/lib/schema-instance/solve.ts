import { absorb } from "./absorb.ts";
import { makeArray } from "./array.ts";
import { check } from "./check.ts";
import { heightOf } from "./height.ts";
import { typeNames, type TypeName } from "./keywords.ts";
import { makeNumber } from "./number.ts";
import { makeObject } from "./object.ts";
import type { Around, Place } from "./place.ts";
import { Conflict, invalid, spend, type Located, type Run } from "./run.ts";
import { copyShape, emptyShape, type Choice, type Condition, type Shape } from "./shape.ts";
import { makeString } from "./string.ts";

/** Deepest nesting of an instance: what Parley itself accepts as JSON. */
const MAX_DEPTH = 64;

/** Nesting at which only what is demanded is still made, without any recursion. */
const LEAN_DEPTH = 12;

/** Values in an instance after which only what is demanded is made, and after which it is given up. */
const LEAN_VALUES = 1_000;
const MAX_VALUES = 5_000;

/** Values tried where a `not` or `oneOf` may refuse some. */
const TRIES = 8;

/** An instance of all the schemas at once. Throws `Conflict` when we find none. */
export function instanceOf(run: Run, schemas: readonly Located[], place: Place, parent?: Shape): unknown {
  const path = schemas[0]?.path ?? parent?.path ?? "schema";
  const depth = (place.around?.depth ?? 0) + 1;
  if (parent !== undefined && depth >= MAX_DEPTH) {
    throw new Conflict(path, `The schema demands values nested deeper than ${MAX_DEPTH}.`);
  }
  const around = parent && { sources: parent.sources, depth, outer: place.around };
  const shape = emptyShape(path);
  for (const schema of schemas) absorb(run, shape, schema);
  run.values++;
  if (run.values > MAX_VALUES) throw invalid(path, "The schema demands too large an instance.");
  const lean = place.lean || depth > LEAN_DEPTH || run.values > LEAN_VALUES || repeats(run, shape, around);
  return decide(run, shape, { lean, variation: place.variation, around });
}

/** Whether a schema of this shape has already been used twice on the way here: recursion, which shall end. */
function repeats(run: Run, shape: Shape, around: Around | undefined): boolean {
  const counts = new Map<unknown, number>();
  for (let outer = around; outer !== undefined; outer = outer.outer) {
    spend(run, shape.path, outer.sources.length);
    for (const { schema } of outer.sources) counts.set(schema, (counts.get(schema) ?? 0) + 1);
  }
  return shape.sources.some(({ schema }) => (counts.get(schema) ?? 0) >= 2);
}

/** Decides what is still open in a shape, one thing after the other, and then makes the value. */
function decide(run: Run, shape: Shape, place: Place): unknown {
  const [choice, ...choices] = shape.choices;
  if (choice !== undefined) return decideChoice(run, { ...shape, choices }, choice, place);
  const [condition, ...conditions] = shape.conditions;
  if (condition !== undefined) return decideCondition(run, { ...shape, conditions }, condition, place);
  return make(run, shape, place);
}

function decideChoice(run: Run, shape: Shape, choice: Choice, place: Place): unknown {
  const count = choice.branches.length;
  let conflict = new Conflict(choice.path, "None of the branches can be satisfied.");
  for (let round = 0, again = true; again && round < TRIES; round++) {
    again = false;
    // What two branches allow at once is often only there because optional members are.
    const lean = place.lean || round >= TRIES / 2;
    const inner = { ...place, lean, variation: Math.floor(place.variation / count) + round };
    for (const branch of inOrder(run, choice, place)) {
      try {
        const next = copyShape(shape);
        absorb(run, next, branch);
        const value = decide(run, next, inner);
        if (!choice.exactlyOne) return value;
        if (choice.branches.filter((other) => check(run, value, other)).length === 1) return value;
        conflict = new Conflict(choice.path, `We found no value that exactly one branch of "oneOf" allows.`);
        again = true;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        if (!again) conflict = error;
      }
    }
  }
  throw conflict;
}

/** Lean: the branch that ends soonest first. Otherwise by the seed, and `null` last because it says least. */
function inOrder(run: Run, { branches }: Choice, { lean, variation }: Place): readonly Located[] {
  const ending = branches.filter((branch) => heightOf(run, branch) < Infinity);
  if (ending.length === 0) return branches.slice(0, 1);
  if (lean) return ending.toSorted((left, right) => heightOf(run, left) - heightOf(run, right));
  const isNull = ({ schema }: Located): boolean => typeof schema === "object" && schema["type"] === "null";
  const others = ending.filter((branch) => !isNull(branch));
  return rotate([...rotate(others, run.seed), ...ending.filter(isNull)], variation);
}

function rotate<T>(list: readonly T[], by: number): readonly T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}

function decideCondition(
  run: Run,
  shape: Shape,
  { when, then, otherwise }: Condition,
  place: Place,
): unknown {
  const met = (): unknown => {
    const next = copyShape(shape);
    absorb(run, next, when);
    absorb(run, next, then);
    return decide(run, next, place);
  };
  const unmet = (): unknown => {
    const next = copyShape(shape);
    absorb(run, next, otherwise);
    next.nots.push(when);
    return decide(run, next, place);
  };
  const [first, second] = place.lean ? [unmet, met] : [met, unmet];
  try {
    return first();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    return second();
  }
}

/** A value of a shape in which nothing is open any more. */
function make(run: Run, shape: Shape, place: Place): unknown {
  if (shape.values !== undefined) return listed(run, shape, shape.values, place);
  let conflict = new Conflict(shape.path, `We found no value that "not" leaves.`);
  for (const type of typeOrder(shape, place)) {
    for (let round = 0; round < (shape.nots.length > 0 ? TRIES : 1); round++) {
      try {
        // Some refuse what is there, some what is missing: half of the tries are bare.
        const lean = place.lean || round >= TRIES / 2;
        const value = makeType(run, shape, type, { ...place, lean, variation: place.variation + round });
        if (!shape.nots.some((not) => check(run, value, not))) return value;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        conflict = error;
        break;
      }
    }
  }
  throw conflict;
}

/** One of the listed values: one that was spoken of, else by the seed. */
function listed(run: Run, shape: Shape, values: readonly unknown[], place: Place): unknown {
  const allowed = values.filter(
    (value) =>
      shape.sources.every((source) => check(run, value, source)) &&
      !shape.nots.some((not) => check(run, value, not)),
  );
  if (allowed.length === 0) {
    throw new Conflict(
      shape.path,
      "The schema contradicts itself: its other keywords allow no value of the list.",
    );
  }
  const said = new Set(run.hints.map((hint) => hint.toLowerCase()));
  const spoken = allowed.find((value) => typeof value === "string" && said.has(value.toLowerCase()));
  if (spoken !== undefined && place.variation === 0) return spoken;
  return allowed[(run.seed + place.variation) % allowed.length];
}

function makeType(run: Run, shape: Shape, type: TypeName, place: Place): unknown {
  switch (type) {
    case "object":
      return makeObject(run, shape, place, instanceOf);
    case "array":
      return makeArray(run, shape, place, instanceOf);
    case "string":
      return makeString(run, shape, place.variation);
    case "integer":
    case "number":
      return makeNumber(run, shape, type === "integer", place.variation);
    case "boolean":
      return (run.seed + place.variation) % 2 === 0;
    case "null":
      return null;
  }
}

/** The allowed types, the most telling first; lean: the smallest first. */
function typeOrder(shape: Shape, place: Place): readonly TypeName[] {
  const allowed = typeNames.filter((type) => shape.types.has(type));
  if (place.lean) return allowed.toReversed();
  if (!shape.typed) return [...spokenOf(shape).filter((type) => shape.types.has(type)), ...allowed];
  // "number" allows integers too, but shows more as a fraction.
  const weak: readonly TypeName[] = shape.types.has("number") ? ["null", "integer"] : ["null"];
  const telling = allowed.filter((type) => !weak.includes(type));
  const rest = allowed.filter((type) => !telling.includes(type));
  return [...rotate(telling, place.variation), ...rest];
}

/** The types that a shape without `type` speaks of. */
function spokenOf(shape: Shape): readonly TypeName[] {
  const types: TypeName[] = [];
  const members = shape.objects.some((part) => part.properties.size > 0 || part.patterns.length > 0);
  if (members || shape.required.size > 0 || shape.minProperties > 0) types.push("object");
  const items = shape.arrays.some((part) => part.prefix.length > 0 || part.items !== undefined);
  if (items || shape.minItems > 0 || shape.contains.length > 0) types.push("array");
  if (shape.lower !== undefined || shape.upper !== undefined || shape.multiples.length > 0)
    types.push("integer");
  return [...types, "string"];
}
