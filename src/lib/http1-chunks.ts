import { invalidAnswer, largestHead } from "./http1-head.ts";

const cr = 0x0d;
const lf = 0x0a;

/** Hexadecimal digits of a chunk's size; 256 TiB are enough for anybody. */
const mostDigits = 12;

/** What the next byte belongs to. `trailer` is at the beginning of a line after the last chunk. */
type Place =
  | "size"
  | "extension"
  | "size-lf"
  | "data"
  | "data-cr"
  | "data-lf"
  | "trailer"
  | "trailer-line"
  | "trailer-lf"
  | "last-lf"
  | "done";

/**
 * Takes the data out of the chunked transfer coding (RFC 9112, section 7.1), however it was cut on its way.
 * Extensions and trailers are passed over, 16 KiB of them at most. Fails with `upstream_invalid`.
 */
export class Chunks {
  #place: Place = "size";
  #digits = 0;
  /** The size as far as it was read, then what of the chunk's data is still to come. */
  #left = 0;
  #passedOver = 0;
  /** What the last `read` found, see there. */
  start = 0;
  stop = 0;
  position = 0;

  get done(): boolean {
    return this.#place === "done";
  }

  /**
   * Reads `bytes` from `from` to `end`. Afterwards the data lies between `start` and `stop`: where it was when it
   * is one chunk's, and else moved together within `bytes`. `position` says how far was read, which is less than
   * `end` only when the body is over.
   */
  read(bytes: Buffer, from: number, end: number): void {
    let at = from;
    let start = from;
    let stop = from;
    while (at < end && this.#place !== "done") {
      if (this.#place !== "data") {
        this.#step(bytes[at++] ?? 0);
        continue;
      }
      const length = Math.min(this.#left, end - at);
      if (start === stop) start = at;
      else bytes.copyWithin(stop, at, at + length);
      stop = (start === at ? at : stop) + length;
      at += length;
      this.#left -= length;
      if (this.#left === 0) this.#place = "data-cr";
    }
    this.start = start;
    this.stop = stop;
    this.position = at;
  }

  #step(byte: number): void {
    switch (this.#place) {
      case "size":
        this.#size(byte);
        break;
      case "extension":
        if (byte === cr) this.#place = "size-lf";
        else this.#pass(byte);
        break;
      case "size-lf":
        this.#expect(byte, lf, this.#left === 0 ? "trailer" : "data");
        break;
      case "data-cr":
        this.#expect(byte, cr, "data-lf");
        break;
      case "data-lf":
        this.#expect(byte, lf, "size");
        this.#digits = 0;
        break;
      case "trailer":
        if (byte === cr) this.#place = "last-lf";
        else this.#pass(byte, "trailer-line");
        break;
      case "trailer-line":
        if (byte === cr) this.#place = "trailer-lf";
        else this.#pass(byte);
        break;
      case "trailer-lf":
        this.#expect(byte, lf, "trailer");
        break;
      case "last-lf":
        this.#expect(byte, lf, "done");
        break;
      default:
        throw new TypeError("data and the end have no steps");
    }
  }

  #size(byte: number): void {
    const digit = hexDigit(byte);
    if (digit !== -1) {
      if (++this.#digits > mostDigits) throw invalidAnswer("a chunk whose size is too long");
      this.#left = this.#left * 16 + digit;
      return;
    }
    if (this.#digits === 0) throw invalidAnswer("a chunk without a size");
    if (byte === cr) this.#place = "size-lf";
    // Some servers fill the size up with spaces.
    else if (byte === 0x3b || byte === 0x20 || byte === 0x09) this.#pass(byte, "extension");
    else throw invalidAnswer("a chunk whose size is no number");
  }

  #expect(byte: number, wanted: number, next: Place): void {
    if (byte !== wanted) throw invalidAnswer("a chunk that is longer or shorter than it says");
    this.#place = next;
  }

  #pass(byte: number, next: Place = this.#place): void {
    if (byte === lf || byte === 0) throw invalidAnswer("a chunk line with forbidden characters");
    if (++this.#passedOver > largestHead) throw invalidAnswer("too much beside the chunks");
    this.#place = next;
  }
}

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
