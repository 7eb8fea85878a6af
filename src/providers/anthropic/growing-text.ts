import { ParleyError } from "../../spec/errors.ts";

/** Longest text that is collected before it is handed on, in characters: a single event may have as many. */
const longest = 16 * 1024 * 1024;

/** A text that comes in pieces and is kept until it is whole. */
export class GrowingText {
  readonly #pieces: string[] = [];
  #length = 0;

  add(piece: string): void {
    this.#length += piece.length;
    if (this.#length > longest) throw new ParleyError("upstream_invalid");
    if (piece !== "") this.#pieces.push(piece);
  }

  get whole(): string {
    return this.#pieces.join("");
  }
}
