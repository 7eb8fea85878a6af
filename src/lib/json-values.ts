import { membersWithout } from "./members-without.ts";

/** A text with something in it. */
export function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A whole number that counts something. A figure that is none is no figure: better unknown than wrong. */
export function count(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Without the members that are `undefined`. */
export function known<T extends object>(value: { readonly [name in keyof T]: T[name] | undefined }): T {
  return membersWithout(value, undefined) as T;
}
