import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder } from "./decoder.ts";
import { isObject, type Json, jsonOf } from "./json.ts";

/** Largest answer that is not streamed, in bytes: 200,000 embeddings' figures fit, a flood does not. */
const largestDocument = 64 * 1024 * 1024;

/** Collects a JSON object and hands it to `read`, which turns it into events, the `end` among them. */
export class JsonDecoder implements Decoder {
  readonly #chunks: Buffer[] = [];
  readonly #read: (body: Json, out: StreamEvent[], bytes: Buffer) => void;
  #size = 0;

  constructor(read: (body: Json, out: StreamEvent[], bytes: Buffer) => void) {
    this.#read = read;
  }

  push(chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > largestDocument) {
      throw new ParleyError("upstream_invalid", { message: "The model's provider sent too much." });
    }
    this.#chunks.push(chunk);
  }

  finish(out: StreamEvent[]): void {
    const [first] = this.#chunks;
    const bytes = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    const body = jsonOf(bytes.toString("utf8"));
    if (!isObject(body)) throw new ParleyError("upstream_invalid");
    this.#read(body, out, bytes);
  }
}
