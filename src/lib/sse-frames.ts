import { ParleyError } from "../spec/errors.ts";

/** An event larger than this is an attack or a fault; the upstream is dropped. */
const largestEvent = 1024 * 1024;

const empty = Buffer.alloc(0);

const cr = 0x0d;
const lf = 0x0a;

/**
 * Cuts a byte stream of server-sent events at event ends, so that never half an event is handed on.
 * The bytes are not copied in the usual case of a chunk that ends with an event, and every byte is looked
 * at once, however small the pieces are in which an event comes.
 *
 * Lines may end in LF, CR LF or CR, also mixed; they are handed on with LF. Whoever reads the events next, ours or the
 * caller's, must not find other ends of events in the same bytes than we did: an end mark behind a lone CR would end
 * the answer for one and not for the other.
 */
export class SseFrames {
  /** Pieces of the event that has not ended. */
  #rest: Buffer[] = [];
  #waiting = 0;
  /** The last bytes before the next chunk: an end may lie across the border. */
  #tail: Buffer = empty;
  /** The last byte was a CR, handed on as an LF: an LF that follows belongs to it. */
  #afterCr = false;

  /** Returns the whole events that are complete now, as one piece; empty when there is none. */
  push(piece: Buffer): Buffer {
    const chunk = this.#afterCr || piece.includes(cr) ? this.#withoutCr(piece) : piece;
    if (this.#waiting === 0 && endsWithEvent(chunk)) return chunk;
    const end = this.#waiting === 0 ? endOfLastEvent(chunk, 0) : this.#endAcross(chunk);
    const whole = chunk.subarray(0, end);
    const rest = end === chunk.length ? empty : chunk.subarray(end);
    const out = end === 0 || this.#waiting === 0 ? whole : Buffer.concat([...this.#rest, whole]);
    if (end > 0) this.#drop();
    this.#keep(rest);
    return out;
  }

  /** Bytes of an event that has not ended. */
  get unfinished(): number {
    return this.#waiting;
  }

  /** A copy: the piece is the upstream's, and may be somebody else's, too. */
  #withoutCr(piece: Buffer): Buffer {
    const out = Buffer.allocUnsafe(piece.length);
    let length = 0;
    for (const byte of piece) {
      if (byte !== lf || !this.#afterCr) out[length++] = byte === cr ? lf : byte;
      this.#afterCr = byte === cr;
    }
    return out.subarray(0, length);
  }

  #endAcross(chunk: Buffer): number {
    const before = this.#tail.length;
    const end = endOfLastEvent(Buffer.concat([this.#tail, chunk]), before);
    return Math.max(0, end - before);
  }

  #drop(): void {
    this.#rest = [];
    this.#waiting = 0;
    this.#tail = empty;
  }

  #keep(rest: Buffer): void {
    if (rest.length === 0) return;
    this.#rest.push(rest);
    this.#waiting += rest.length;
    this.#tail =
      rest.length >= border ? rest.subarray(-border) : Buffer.concat([this.#tail, rest]).subarray(-border);
    if (this.#waiting <= largestEvent) return;
    throw new ParleyError("upstream_invalid", {
      message: "The model's provider sent an event that is too large.",
    });
  }
}

/** Bytes of the end of an event, less one: `\n\n`. */
const border = 1;

/** Whether the chunk ends with an event in the usual form, as nearly all do. */
function endsWithEvent(chunk: Buffer): boolean {
  const { length } = chunk;
  return length > 2 && chunk[length - 1] === lf && chunk[length - 2] === lf;
}

/** Index after the last blank line that ends beyond `from`, `0` when there is none. */
function endOfLastEvent(bytes: Buffer, from: number): number {
  for (let end = bytes.length; end > from;) {
    const line = bytes.lastIndexOf(lf, end - 1);
    if (line < Math.max(from, 1)) return 0;
    if (bytes[line - 1] === lf) return line + 1;
    end = line;
  }
  return 0;
}
