import { ParleyError } from "../../spec/errors.ts";

export const setOf = (...names: readonly string[]): ReadonlySet<string> => new Set(names);

/** What Amazon takes as the name of a tool. */
export const toolName = /^[a-zA-Z0-9_-]{1,64}$/;

/** Fails with `invalid_value`, as all of these, for a member that the object does not have. */
export function checkMembers(value: unknown, known: ReadonlySet<string>, path: string): void {
  const stranger = Object.keys((value ?? {}) as object).find((name) => !known.has(name));
  if (stranger === undefined) return;
  const param = path === "" ? stranger : `${path}.${stranger}`;
  throw wrong(`Converse has no member ${param.slice(0, 200)}.`, param);
}

/** The value is a text of this form. */
export function matches(value: unknown, pattern: RegExp, param: string): void {
  if (!pattern.test(String(value))) throw wrong(`The value at ${param} must match ${pattern.source}.`, param);
}

/** Where the value is a text, it says something. */
export function filled(value: unknown, param: string): void {
  if (typeof value === "string" && value.trim() === "") throw wrong(`The text at ${param} is blank.`, param);
}

export function jsonObject(value: unknown, param: string): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw wrong(
    `The format of the value at ${param} is invalid. Provide a json object for the field and try again.`,
    param,
  );
}

export function wrong(text: string, param: string): ParleyError {
  return new ParleyError("invalid_value", { message: text, param });
}
