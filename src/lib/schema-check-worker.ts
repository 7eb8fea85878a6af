/** The thread behind `createSchemaChecker`: a caller's pattern that takes for ever stops nobody else here. */
import { parentPort } from "node:worker_threads";
import { type Schema, Validator } from "@cfworker/json-schema";

export interface SchemaQuestion {
  readonly id: number;
  readonly schema: unknown;
  readonly value: unknown;
}

export interface SchemaVerdict {
  readonly id: number;
  /** Where and why the value does not fit; empty when it fits. `undefined` when the schema itself is none. */
  readonly faults: readonly string[] | undefined;
}

/** More faults would help nobody. */
const mostFaults = 5;

function judge({ id, schema, value }: SchemaQuestion): SchemaVerdict {
  try {
    const { valid, errors } = new Validator(schema as Schema, "2020-12", false).validate(value);
    if (valid) return { id, faults: [] };
    // The innermost faults come last, and say the most.
    const telling = errors.filter(({ keyword }) => !outer.has(keyword));
    const shown = (telling.length === 0 ? errors : telling).slice(0, mostFaults);
    return { id, faults: shown.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`) };
  } catch {
    return { id, faults: undefined }; // an unresolvable reference, an invalid pattern
  }
}

/** Keywords that only say that something within does not fit. */
const outer: ReadonlySet<string> = new Set(["properties", "items", "prefixItems", "allOf", "$ref", "if"]);

parentPort?.on("message", (question: SchemaQuestion) => parentPort?.postMessage(judge(question)));
