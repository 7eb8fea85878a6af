import { ParleyError } from "../../spec/errors.ts";
import type { JsonSchema } from "../../spec/tool.ts";
import { createSeededRandom, type SeededRandom } from "../seeded-random.ts";
import type { Pattern } from "./pattern.ts";

/**
 * Pieces of work for one instance: schemas read, values tried, characters matched.
 * An ordinary schema takes hundreds; this many take about a tenth of a second.
 */
const MAX_STEPS = 60_000;

/** Longest path that an error shows; a hostile schema could make it as long as itself. */
const MAX_PATH = 300;

/** A schema and where it stands in the caller's document, such as `schema.properties.name`. */
export interface Located {
  readonly schema: JsonSchema;
  readonly path: string;
}

/** What one making of an instance shares: the document, the row of random numbers and the bounds. */
export interface Run {
  readonly root: JsonSchema;
  readonly seed: number;
  readonly random: SeededRandom;
  readonly hints: readonly string[];
  /** Parsed patterns by their source. */
  readonly patterns: Map<string, Pattern>;
  /** Nesting that each schema still needs at least; see `height.ts`. */
  readonly heights: Map<object, number>;
  steps: number;
  /** Values made so far; many of them make the rest lean. */
  values: number;
  /** Place in `hints` of the next free text. */
  nextHint: number;
}

export function createRun(root: JsonSchema, seed: number, hints: readonly string[]): Run {
  return {
    root,
    seed: Math.abs(Math.trunc(seed)) || 0,
    random: createSeededRandom(seed),
    hints,
    patterns: new Map(),
    heights: new Map(),
    steps: 0,
    values: 0,
    nextHint: 0,
  };
}

/** No instance on this way. Another branch may do; at the top it becomes a `ParleyError`. */
export class Conflict extends Error {
  readonly path: string;

  constructor(path: string, sentence: string) {
    super(sentence);
    this.path = path;
  }
}

/** A schema that nobody can help: a keyword's value is wrong or asks for what we cannot do. */
export function invalid(path: string, sentence: string): ParleyError {
  const param = path.length > MAX_PATH ? `${path.slice(0, MAX_PATH)}…` : path;
  return new ParleyError("invalid_value", { message: sentence, param });
}

/** Counts work, and ends it when a schema asks for too much. */
export function spend(run: Run, path: string, steps = 1): void {
  run.steps += steps;
  if (run.steps > MAX_STEPS) {
    throw invalid(path, "The schema is too complex: an instance of it takes too much work to find.");
  }
}
