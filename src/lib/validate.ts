import { type ZodNumberFormat, type ZodType, z } from "zod";
import { type ErrorCode, ParleyError } from "../spec/errors.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Marks the bounds of integers, which zod reports like those of all numbers. */
const integerBound = "integer";

/** An integer within bounds. The protocol has error codes of its own for these. */
export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER): ZodNumberFormat {
  return z.int().min(minimum, integerBound).max(maximum, integerBound);
}

/** An object with any members, handed on as it is: `exactText` knows how its numbers stood, and nothing of a copy's. */
export function objectAsItIs(): ZodType<Readonly<Record<string, unknown>>> {
  const isObject = (value: unknown): boolean =>
    typeof value === "object" && value !== null && !Array.isArray(value);
  return z.unknown().check((context) => {
    const { value } = context;
    if (!isObject(value))
      context.issues.push({ code: "invalid_type", expected: "record", path: [], input: value, message: "" });
  }) as unknown as ZodType<Readonly<Record<string, unknown>>>;
}

/**
 * Checks a body. Fails with the protocol's code and the path of the first fault, such as `messages[0].role`.
 * `whole` is what to call it when it is wrong altogether.
 */
export function validate<T>(schema: ZodType<T>, value: unknown, whole = "body"): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  if (first === undefined) throw new ParleyError("invalid_value");
  throw explain(mostTelling(first, []), value, whole);
}

interface Fault {
  readonly issue: Issue;
  readonly path: Path;
}

/** A union says only that nothing fits: the branch that got furthest says why. */
function mostTelling(issue: Issue, prefix: Path): Fault {
  const path = [...prefix, ...issue.path];
  if (issue.code !== "invalid_union") return { issue, path };
  let best: Fault = { issue, path };
  for (const branch of issue.errors) {
    const [first] = branch;
    if (first === undefined) continue;
    const fault = mostTelling(first, path);
    const wrongBranch = fault.path.length === path.length && fault.issue.code === "invalid_type";
    if (!wrongBranch && gotAsFar(fault, best)) best = fault;
  }
  return best;
}

/** What is of the right type got further than what is of another one; then the later place counts. */
function gotAsFar(fault: Fault, best: Fault): boolean {
  if (best.issue.code === "invalid_union" || isNearlyRight(fault) !== isNearlyRight(best))
    return best.issue.code === "invalid_union" || isNearlyRight(fault);
  for (const [depth, key] of fault.path.entries()) {
    const other = best.path[depth];
    if (typeof key === "number" && typeof other === "number" && key !== other) return key > other;
  }
  return fault.path.length >= best.path.length;
}

/** The type was right, and only the size was not; of integers zod says that numbers are of another type. */
function isNearlyRight({ issue }: Fault): boolean {
  if (issue.code === "invalid_type") return issue.expected === "int";
  return issue.code === "too_big" || issue.code === "too_small";
}

function explain({ issue, path }: Fault, root: unknown, whole: string): ParleyError {
  if (path.length === 0 && issue.code === "invalid_type") {
    const message = `The ${whole} must be ${wanted(issue.expected)}, but got ${typeName(root)} instead.`;
    return fault("invalid_type", message, "");
  }
  const param = pathText(path);
  const input = at(root, path);
  if (input === undefined && issue.code !== "unrecognized_keys") {
    return fault("missing_required_parameter", `Missing required parameter: '${param}'.`, param);
  }
  switch (issue.code) {
    case "invalid_type":
      return fault(
        "invalid_type",
        `Invalid type for '${param}': expected ${wanted(issue.expected)}, but got ${typeName(input)} instead.`,
        param,
      );
    case "invalid_union":
      if (issue.errors.length === 0) return unknownVariant(issue, input, param);
      return fault(
        "invalid_type",
        `Invalid type for '${param}': ${typeName(input)} is not accepted here.`,
        param,
      );
    case "invalid_value":
      return fault(
        "invalid_value",
        `Invalid value for '${param}': expected one of ${issue.values.map((value) => `'${String(value)}'`).join(", ")}.`,
        param,
      );
    case "too_big":
      return tooBig(issue, Number(issue.maximum), param);
    case "too_small":
      return tooSmall(issue, Number(issue.minimum), param);
    case "unrecognized_keys": {
      const [first = ""] = issue.keys;
      const name = pathText([...path, first]);
      return fault("unknown_parameter", `Unknown parameter: '${name}'.`, name);
    }
    default:
      return fault("invalid_value", `Invalid value for '${param}': ${issue.message}.`, param);
  }
}

/** A member that chooses among several shapes, such as a message's role, has a value that chooses none. */
function unknownVariant(
  issue: Extract<Issue, { code: "invalid_union" }>,
  input: unknown,
  param: string,
): ParleyError {
  const all: readonly unknown[] = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  const options = all.filter((option) => option !== undefined).map(String);
  const known =
    options.length === 0
      ? ""
      : ` Supported values are: ${options.map((option) => `'${option}'`).join(", ")}.`;
  return fault("invalid_value", `Invalid value for '${param}': ${shown(input)}.${known}`, param);
}

/** A value of the caller, as far as it may be repeated: short, and on one line. */
function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value.slice(0, 64)) : typeName(value);
}

function fault(code: ErrorCode, message: string, param: string): ParleyError {
  return new ParleyError(code, param === "" ? { message } : { message, param });
}

interface Bound {
  readonly origin: string;
  readonly message: string;
}

function tooBig({ origin, message }: Bound, maximum: number, param: string): ParleyError {
  if (origin === "string") {
    return fault("string_above_max_length", `'${param}' is longer than ${maximum} characters.`, param);
  }
  if (origin === "array") {
    return fault("array_above_max_length", `'${param}' has more than ${maximum} entries.`, param);
  }
  const code =
    origin === "int" || message === integerBound ? "integer_above_max_value" : "decimal_above_max_value";
  return fault(code, `Invalid '${param}': expected a value <= ${maximum}.`, param);
}

function tooSmall({ origin, message }: Bound, minimum: number, param: string): ParleyError {
  if (origin === "string") return fault("empty_string", `'${param}' must not be empty.`, param);
  if (origin === "array") {
    const entries = minimum === 1 ? "1 entry" : `${minimum} entries`;
    return fault("empty_array", `'${param}' needs at least ${entries}.`, param);
  }
  const code =
    origin === "int" || message === integerBound ? "integer_below_min_value" : "decimal_below_min_value";
  return fault(code, `Invalid '${param}': expected a value >= ${minimum}.`, param);
}

function pathText(path: Path): string {
  let text = "";
  for (const key of path) {
    text += typeof key === "number" ? `[${key}]` : `${text === "" ? "" : "."}${String(key)}`;
  }
  return text;
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

function wanted(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "a string",
    number: "a number",
    int: "an integer",
    boolean: "a boolean",
    array: "an array",
    object: "an object",
    record: "an object",
    AbortSignal: "an AbortSignal",
  };
  return words[expected] ?? expected;
}

function typeName(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return "a number out of range";
    return Number.isInteger(value) ? "an integer" : "a decimal number";
  }
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
