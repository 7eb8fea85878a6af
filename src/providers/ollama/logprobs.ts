import { ParleyError } from "../../spec/errors.ts";
import type { TokenLogprob } from "../../spec/event.ts";
import { isObject } from "../upstream/json.ts";

/** Most alternatives of a token that Ollama gives, by its documentation. */
const mostAlternatives = 20;

/** Reads the `logprobs` of a line; the empty list where there are none. Fails with `upstream_invalid`. */
export function readLogprobs(value: unknown): readonly TokenLogprob[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new ParleyError("upstream_invalid");
  return value.map((entry: unknown) => {
    const top = isObject(entry) ? (entry["top_logprobs"] ?? []) : undefined;
    if (!Array.isArray(top) || top.length > mostAlternatives) throw new ParleyError("upstream_invalid");
    return { ...readToken(entry), top: top.map(readToken) };
  });
}

function readToken(entry: unknown): Omit<TokenLogprob, "top"> {
  const { token, logprob, bytes } = isObject(entry) ? entry : {};
  if (typeof token !== "string" || typeof logprob !== "number") throw new ParleyError("upstream_invalid");
  return { token, logprob, bytes: isBytes(bytes) ? bytes : [...Buffer.from(token)] };
}

function isBytes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255);
}
