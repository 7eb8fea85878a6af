import { ParleyError } from "../../spec/errors.ts";
import { exactJsonOf, isObject, type Json } from "./json.ts";

/** Longest single line, in bytes; as much as an event of SSE may have in characters. */
const longestLine = 16 * 1024 * 1024;

const newline = 0x0a;
const brace = 0x7b;

/**
 * Cuts a body of JSON objects, one a line, into these. However the body is split on its way, the lines are the same:
 * in UTF-8 the byte of a line break is part of no other character.
 */
export class JsonLines {
  readonly #text = new TextDecoder("utf-8", { fatal: true });
  readonly #take: (line: Json) => void;
  #pieces: Buffer[] = [];
  #size = 0;

  /** @param take is given each object; what it throws ends the reading. */
  constructor(take: (line: Json) => void) {
    this.#take = take;
  }

  /** Fails with `upstream_invalid` for a line that is no JSON object, or is too long. Empty lines say nothing. */
  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.#keep(chunk.subarray(from, at));
      from = at + 1;
      this.#line("upstream_invalid");
    }
    if (from < chunk.length) this.#keep(chunk.subarray(from));
  }

  /** The body has ended: its last line needs no break. Half an object there is `upstream_truncated`. */
  finish(): void {
    const begun = this.#pieces.find((piece) => piece.length > 0)?.[0] === brace;
    this.#line(begun ? "upstream_truncated" : "upstream_invalid");
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > longestLine) {
      throw new ParleyError("upstream_invalid", { message: "The model's provider sent too long a line." });
    }
    this.#pieces.push(piece);
  }

  #line(fault: "upstream_invalid" | "upstream_truncated"): void {
    const [first] = this.#pieces;
    if (first === undefined) return;
    const bytes = this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#size = 0;
    const text = this.#decoded(bytes);
    if (text?.trim() === "") return;
    const value = text === undefined ? undefined : exactJsonOf(text);
    if (!isObject(value)) throw new ParleyError(fault);
    this.#take(value);
  }

  #decoded(bytes: Buffer): string | undefined {
    try {
      return this.#text.decode(bytes);
    } catch {
      return undefined; // told by the caller: no line in UTF-8 is no line of JSON
    }
  }
}
