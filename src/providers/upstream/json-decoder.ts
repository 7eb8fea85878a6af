import { isUtf8 } from "node:buffer";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder } from "./decoder.ts";
import { isObject, type Json, jsonOf } from "./json.ts";

/** Largest answer that is not streamed, in bytes: four minutes of sound as WAVE fit, a flood does not. */
const largestAnswer = 16 * 1024 * 1024;

/** The same for embeddings, in bytes: 2,048 vectors of 3,072 figures. */
export const largestVectors = 96 * 1024 * 1024;

export function tooLarge(): ParleyError {
  return new ParleyError("upstream_invalid", { message: "The model's provider sent too much." });
}

/** Collects a JSON object and hands it to `read`, which turns it into events, the `end` among them. */
export class JsonDecoder implements Decoder {
  readonly largest: number;
  readonly #chunks: Buffer[] = [];
  readonly #read: (body: Json, out: StreamEvent[], bytes: Buffer) => void;
  #size = 0;

  /** @param largest Bytes of the largest answer that is taken. */
  constructor(
    read: (body: Json, out: StreamEvent[], bytes: Buffer) => void,
    largest: number = largestAnswer,
  ) {
    this.largest = largest;
    this.#read = read;
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.largest) throw tooLarge();
    this.#chunks.push(chunk);
  }

  finish(out: StreamEvent[]): void {
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    // What is no UTF-8 would become other characters on its way, and nobody would hear of it.
    const body = isUtf8(bytes) ? jsonOf(bytes.toString("utf8")) : undefined;
    if (!isObject(body)) throw new ParleyError("upstream_invalid");
    this.#read(body, out, bytes);
  }
}
