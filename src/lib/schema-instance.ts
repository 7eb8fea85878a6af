import { ParleyError } from "../spec/errors.ts";
import type { JsonSchema } from "../spec/tool.ts";
import { check } from "./schema-instance/check.ts";
import { heightOf, measureHeights } from "./schema-instance/height.ts";
import { schemaAt } from "./schema-instance/keywords.ts";
import { Conflict, createRun, invalid, type Located } from "./schema-instance/run.ts";
import { instanceOf } from "./schema-instance/solve.ts";

export interface InstanceOptions {
  /** The same schema, seed and hints give the same instance. */
  readonly seed: number;
  /** Texts to use for free strings, listed values and numbers where they fit, the best first. At most 50 are read. */
  readonly hints?: readonly string[];
}

/** Seeds tried when an instance turns out to be wrong after all. */
const TRIES = 4;

const MAX_HINTS = 50;

/**
 * Makes a valid instance of a JSON Schema (draft 2020-12, without `$dynamicRef` and other documents).
 *
 * Optional members are there, until a schema recurs for the third time; from then on only what is
 * demanded is made, so that recursion ends as soon as the schema allows. The instance is checked before
 * it is given away. Work is bounded (about 0.1 s) for hostile schemas too.
 *
 * @throws ParleyError `invalid_value` for a schema that is wrong, contradicts itself, never ends or takes
 *   too much work; `param` is the place in it, such as `schema.properties.age.minimum`.
 */
export function schemaInstance(schema: JsonSchema, options: InstanceOptions): unknown {
  const root = schemaAt("schema", schema);
  let conflict = new Conflict(
    root.path,
    "We could not make an instance of this schema. A simpler one may help.",
  );
  for (let round = 0; round < TRIES; round++) {
    try {
      const made = attempt(root, options.seed + round, options.hints ?? []);
      if (made !== undefined) return made.value;
    } catch (error) {
      if (!(error instanceof Conflict)) throw asParleyError(error);
      conflict = error;
    }
  }
  throw invalid(conflict.path, conflict.message);
}

function attempt(root: Located, seed: number, hints: readonly string[]): { value: unknown } | undefined {
  const run = createRun(root.schema, seed, hints.slice(0, MAX_HINTS));
  measureHeights(run, root);
  if (heightOf(run, root) === Infinity) {
    throw invalid(
      root.path,
      "The schema can never be satisfied: it demands itself without end, or it is `false`.",
    );
  }
  const value = instanceOf(run, [root], { lean: false, variation: 0, around: undefined });
  return check(run, value, root) ? { value } : undefined;
}

/** A schema nested so deeply that even reading it overflows the stack is the caller's mistake, not ours. */
function asParleyError(error: unknown): unknown {
  if (error instanceof ParleyError || !(error instanceof RangeError)) return error;
  return new ParleyError("invalid_value", {
    message: "The schema is nested too deeply.",
    param: "schema",
    cause: error,
  });
}
