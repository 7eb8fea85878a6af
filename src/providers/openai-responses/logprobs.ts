import type { TokenLogprob } from "../../spec/event.ts";
import { isObject, type Json } from "../upstream/json.ts";

/** Reads the probabilities beside a piece of text; `undefined` where there are none. */
export function readLogprobs(wire: unknown): readonly TokenLogprob[] | undefined {
  if (!Array.isArray(wire) || wire.length === 0) return undefined;
  const tokens = (wire as readonly unknown[]).filter(isObject).flatMap(token);
  return tokens.length === 0 ? undefined : tokens;
}

function token(wire: Json): readonly TokenLogprob[] {
  const own = entry(wire);
  if (own === undefined) return [];
  const others = wire["top_logprobs"];
  const top = Array.isArray(others) ? (others as readonly unknown[]).filter(isObject) : [];
  return [{ ...own, top: top.map(entry).filter((found) => found !== undefined) }];
}

function entry(wire: Json): Omit<TokenLogprob, "top"> | undefined {
  const { token: text, logprob, bytes } = wire;
  if (typeof text !== "string" || typeof logprob !== "number") return undefined;
  const given = Array.isArray(bytes) && bytes.every((byte) => typeof byte === "number");
  // Pieces of a stream come without the bytes, which only a token that is half a character would need.
  return { token: text, logprob, bytes: given ? (bytes as number[]) : [...Buffer.from(text)] };
}
