import { ParleyError } from "../spec/errors.ts";

/** An event larger than this is an attack or a fault; the upstream is dropped. */
const largestEvent = 1024 * 1024;

const empty = Buffer.alloc(0);

/**
 * Cuts a byte stream of server-sent events at event ends, so that never half an event is handed on.
 * The bytes are not copied in the usual case of a chunk that ends with an event.
 */
export class SseFrames {
  #rest: Buffer = empty;

  /** Returns the whole events that are complete now, as one piece; empty when there is none. */
  push(chunk: Buffer): Buffer {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const end = endOfLastEvent(bytes);
    if (end === bytes.length) {
      this.#rest = empty;
      return bytes;
    }
    this.#rest = bytes.subarray(end);
    if (this.#rest.length > largestEvent) {
      throw new ParleyError("upstream_invalid", {
        message: "The model's provider sent an event that is too large.",
      });
    }
    return bytes.subarray(0, end);
  }

  /** Bytes of an event that has not ended. */
  get unfinished(): number {
    return this.#rest.length;
  }
}

/** Index after the last blank line, `0` when there is none. Lines may end in LF or CRLF. */
function endOfLastEvent(bytes: Buffer): number {
  for (let end = bytes.length; end > 0;) {
    const line = bytes.lastIndexOf(0x0a, end - 1);
    if (line <= 0) return 0;
    const before = bytes[line - 1];
    if (before === 0x0a || (before === 0x0d && bytes[line - 2] === 0x0a)) return line + 1;
    end = line;
  }
  return 0;
}
