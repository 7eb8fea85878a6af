import type { EventStreamCodec } from "@smithy/eventstream-codec";
import { ParleyError } from "../../spec/errors.ts";

/** Largest frame in bytes: Amazon's are of some hundred, and none of its events comes near this. */
const largestFrame = 16 * 1024 * 1024;
/** Two lengths, their checksum, and the checksum of all. */
const smallestFrame = 16;

/** One frame of Amazon's binary event stream. */
export interface Frame {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly body: Buffer;
}

/** Cuts a body into frames, however it was split on its way, and checks their checksums. */
export class FrameReader {
  readonly #codec: EventStreamCodec;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(codec: EventStreamCodec) {
    this.#codec = codec;
  }

  /** Bytes of a frame that is not complete. */
  get unfinished(): number {
    return this.#size;
  }

  /** Gives each whole frame to `take`, and says how many they were. Fails with `upstream_invalid` for bytes that are none. */
  push(chunk: Buffer, take: (frame: Frame) => void): number {
    let frames = 0;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let length = this.#nextLength(); length !== undefined; length = this.#nextLength()) {
      if (length < smallestFrame || length > largestFrame) throw new ParleyError("upstream_invalid");
      if (this.#size < length) return frames;
      const bytes = this.#joined();
      this.#chunks = bytes.length === length ? [] : [bytes.subarray(length)];
      this.#size -= length;
      take(this.#decode(bytes.subarray(0, length)));
      frames++;
    }
    return frames;
  }

  /** What the first four bytes say; `undefined` while they are not all there. */
  #nextLength(): number | undefined {
    if (this.#size < 4) return undefined;
    const [first] = this.#chunks;
    return (first !== undefined && first.length >= 4 ? first : this.#joined()).readUInt32BE(0);
  }

  /** Pieces are put together only when a frame is complete, or begins: never once for each piece. */
  #joined(): Buffer {
    const [first] = this.#chunks;
    const all = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }

  #decode(bytes: Buffer): Frame {
    try {
      const { headers, body } = this.#codec.decode(bytes);
      const text = (name: string) => {
        const value = headers[name]?.value;
        return typeof value === "string" ? value : undefined;
      };
      return {
        kind: text(":message-type"),
        name: text(":event-type") ?? text(":exception-type") ?? text(":error-code"),
        body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
      };
    } catch (cause) {
      throw new ParleyError("upstream_invalid", { cause });
    }
  }
}
