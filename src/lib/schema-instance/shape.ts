import { typeNames, type TypeName } from "./keywords.ts";
import type { Located } from "./run.ts";

/** One end of a range of numbers. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** What one schema says about the members of an object: it holds for each schema by itself. */
export interface ObjectPart {
  readonly properties: ReadonlyMap<string, Located>;
  readonly patterns: readonly { readonly source: string; readonly child: Located }[];
  /** For members that neither of the two names. */
  readonly additional: Located | undefined;
}

/** What one schema says about the items of an array. */
export interface ArrayPart {
  readonly prefix: readonly Located[];
  readonly items: Located | undefined;
}

/** `anyOf` or `oneOf`: one branch must hold; for `oneOf` no other may. */
export interface Choice {
  readonly branches: readonly Located[];
  readonly exactlyOne: boolean;
  readonly path: string;
}

/** `if`, `then`, `else`, and what can be said with them. */
export interface Condition {
  readonly when: Located;
  readonly then: Located;
  readonly otherwise: Located;
}

/**
 * All schemas that one value must satisfy at once, laid on top of each other: `$ref` and `allOf` are
 * resolved in it, `anyOf`, `oneOf` and conditions wait to be decided.
 */
export interface Shape {
  /** The schema that began it. */
  readonly path: string;
  /** Every schema laid on, to check candidates against. */
  sources: Located[];
  types: ReadonlySet<TypeName>;
  /** Whether a schema named types. */
  typed: boolean;
  /** The allowed values, when they are listed. */
  values: readonly unknown[] | undefined;
  lower: Bound | undefined;
  upper: Bound | undefined;
  multiples: number[];
  minLength: number;
  maxLength: number;
  patterns: { readonly source: string; readonly path: string }[];
  formats: { readonly name: string; readonly path: string }[];
  minItems: number;
  maxItems: number;
  uniqueItems: boolean;
  arrays: ArrayPart[];
  contains: { readonly child: Located; readonly min: number; readonly max: number }[];
  required: Set<string>;
  minProperties: number;
  maxProperties: number;
  objects: ObjectPart[];
  /** For members that no schema names at all (`unevaluatedProperties`). */
  unevaluated: Located[];
  names: Located[];
  choices: Choice[];
  conditions: Condition[];
  nots: Located[];
}

/** The shape of "anything". */
export function emptyShape(path: string): Shape {
  return {
    path,
    sources: [],
    types: new Set(typeNames),
    typed: false,
    values: undefined,
    lower: undefined,
    upper: undefined,
    multiples: [],
    minLength: 0,
    maxLength: Infinity,
    patterns: [],
    formats: [],
    minItems: 0,
    maxItems: Infinity,
    uniqueItems: false,
    arrays: [],
    contains: [],
    required: new Set(),
    minProperties: 0,
    maxProperties: Infinity,
    objects: [],
    unevaluated: [],
    names: [],
    choices: [],
    conditions: [],
    nots: [],
  };
}

/** A copy that can be changed without the original noticing. */
export function copyShape(shape: Shape): Shape {
  return {
    ...shape,
    sources: [...shape.sources],
    multiples: [...shape.multiples],
    patterns: [...shape.patterns],
    formats: [...shape.formats],
    arrays: [...shape.arrays],
    contains: [...shape.contains],
    required: new Set(shape.required),
    objects: [...shape.objects],
    unevaluated: [...shape.unevaluated],
    names: [...shape.names],
    choices: [...shape.choices],
    conditions: [...shape.conditions],
    nots: [...shape.nots],
  };
}
