import { ParleyError } from "../../spec/errors.ts";

/** Bytes of what says nothing, an echo of the request among it: twice the longest event. */
const mostBytes = 32 * 1024 * 1024;

/** Lines that may say nothing at once, and in the time after which they are forgotten. */
export const mostSilentLines = 30_000;

/** In so many milliseconds all of it is forgotten: what comes slowly may come for ever, and costs next to nothing. */
const forgottenIn = 15_000;

/**
 * Bounds what an upstream says in a row that is nothing to the reader, such as events that only keep a connection open:
 * each costs time, and where nothing is handed on, no slow reader holds back an upstream that sends them without end.
 */
export class Silence {
  readonly #mostParts: number;
  readonly #now: () => number;
  #parts = 0;
  #bytes = 0;
  #at = 0;

  /**
   * @param mostParts Lines, or frames, that may say nothing in a row, at once.
   * @param now Milliseconds. A clock that jumps forgets earlier or later, and does no harm.
   */
  constructor(mostParts: number, now: () => number) {
    this.#mostParts = mostParts;
    this.#now = now;
  }

  /** A piece of the body has come; `parts` are its lines where they are not given. Fails with `upstream_invalid`. */
  hear(piece: Buffer, spoke: boolean, parts?: number): void {
    if (spoke) this.break();
    else this.add(piece.length, parts ?? lineEnds(piece));
  }

  /** A piece of the body said something. */
  break(): void {
    this.#parts = this.#bytes = 0;
  }

  /** A piece of the body with so many lines or frames in it said nothing. Fails with `upstream_invalid`. */
  add(bytes: number, parts: number): void {
    const now = this.#now();
    const forgotten = Math.min(1, Math.max(0, now - this.#at) / forgottenIn);
    this.#at = now;
    this.#bytes = Math.max(0, this.#bytes - mostBytes * forgotten) + bytes;
    this.#parts = Math.max(0, this.#parts - this.#mostParts * forgotten) + parts;
    if (this.#parts <= this.#mostParts && this.#bytes <= mostBytes) return;
    throw muchForNothing();
  }
}

export function muchForNothing(): ParleyError {
  return new ParleyError("upstream_invalid", { message: "The model's provider sent much, and no answer." });
}

const cr = 0x0d;
const lf = 0x0a;

/** Ends of lines, where one of two bytes counts twice. Long lines, such as pictures have, are hopped over. */
export function lineEnds(bytes: Buffer): number {
  return countOf(lf, bytes) + countOf(cr, bytes);
}

function countOf(byte: number, bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count++;
  return count;
}
