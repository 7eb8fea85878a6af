import { ParleyError } from "../../../spec/errors.ts";
import type { Rules } from "./rules.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** A schema that is being written as rules. */
export interface SchemaRun {
  readonly rules: Rules;
  /** The whole schema, for its references. */
  readonly root: unknown;
  /** References that were seen, with the names of their rules. */
  readonly references: Map<string, string>;
  /** The rules of a schema within this one. */
  body(schema: unknown, path: string, depth: number): string;
}

export function inexpressible(path: string, why: string): ParleyError {
  return new ParleyError("invalid_value", {
    message: `Invalid schema at '${path}': ${why} while a local model writes. Leave it out, or set \`strict\` to false.`,
    param: path,
  });
}
