import { ParleyError } from "../../spec/errors.ts";

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object. Each of these fails with `invalid_type`, and says where: `messages[0].content`. */
export function object(value: unknown, param: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw wrong("an object", value, param);
}

export function list(value: unknown, param: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw wrong("a list", value, param);
}

export function text(value: unknown, param: string): string {
  if (typeof value === "string") return value;
  throw wrong("a text", value, param);
}

export function number(value: unknown, param: string): number {
  if (typeof value === "number") return value;
  throw wrong("a number", value, param);
}

export function boolean(value: unknown, param: string): boolean {
  if (typeof value === "boolean") return value;
  throw wrong("true or false", value, param);
}

/** An integer ≥ 1. */
export function count(value: unknown, param: string): number {
  const figure = number(value, param);
  if (Number.isSafeInteger(figure) && figure >= 1) return figure;
  throw new ParleyError("invalid_value", { message: `'${param}' must be an integer of at least 1.`, param });
}

/** `undefined` for a member that is missing or `null`. */
export function optional<T>(
  value: unknown,
  param: string,
  read: (value: unknown, param: string) => T,
): T | undefined {
  return value === undefined || value === null ? undefined : read(value, param);
}

/** A union of Amazon's is an object with exactly one member, whose name says which of its kinds it is. */
export function union(value: unknown, param: string): readonly [kind: string, content: unknown] {
  const members = Object.entries(object(value, param)).filter(([, member]) => member !== null);
  const [first] = members;
  if (first !== undefined && members.length === 1) return first;
  throw new ParleyError("invalid_value", { message: `'${param}' must have exactly one member.`, param });
}

/** Something that Converse has, and that no model behind this server gets. */
export function unsupported(what: string, param: string): ParleyError {
  return new ParleyError("unsupported_parameter", { message: `${what} is not supported here.`, param });
}

function wrong(expected: string, value: unknown, param: string): ParleyError {
  if (value === undefined) {
    return new ParleyError("missing_required_parameter", { message: `'${param}' is missing.`, param });
  }
  return new ParleyError("invalid_type", { message: `'${param}' must be ${expected}.`, param });
}
