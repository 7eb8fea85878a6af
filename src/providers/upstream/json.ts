import { parseExact } from "../../lib/exact-json.ts";

export { count, known, words } from "../../lib/json-values.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object, so that its members may be asked for. */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The same, which remembers how numbers stood: for upstreams that write the arguments of calls as objects. */
export function exactJsonOf(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return undefined; // as below
  }
}

/** `undefined` when the text is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // told by the caller as its own fault: an error page says enough by its status
  }
}
