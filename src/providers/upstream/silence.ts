import { ParleyError } from "../../spec/errors.ts";

/** Bytes of what says nothing, an echo of the request among it: twice the longest event. */
const mostBytes = 32 * 1024 * 1024;

/**
 * Bounds what an upstream says in a row that is nothing to the reader, such as events that only keep a connection open:
 * each costs time, and where nothing is handed on, no slow reader holds back an upstream that sends them without end.
 */
export class Silence {
  readonly #mostParts: number;
  #parts = 0;
  #bytes = 0;

  /** @param mostParts Lines, or frames, that may say nothing in a row. */
  constructor(mostParts: number) {
    this.#mostParts = mostParts;
  }

  /** A piece of the body said something. */
  break(): void {
    this.#parts = this.#bytes = 0;
  }

  /** A piece of the body with so many lines or frames in it said nothing. Fails with `upstream_invalid`. */
  add(bytes: number, parts: number): void {
    this.#bytes += bytes;
    this.#parts += parts;
    if (this.#parts <= this.#mostParts && this.#bytes <= mostBytes) return;
    throw new ParleyError("upstream_invalid", { message: "The model's provider sent much, and no answer." });
  }
}

const cr = 0x0d;
const lf = 0x0a;

/** Ends of lines, where one of two bytes counts twice. */
export function lineEnds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === lf || bytes[at] === cr) count++;
  return count;
}
