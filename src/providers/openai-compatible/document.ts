import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { upstreamError } from "./errors.ts";
import { type Decoder, type Heading, parseChunk, streamEnd } from "./events.ts";
import { readUsage } from "./usage.ts";
import { isObject, type WireChunk } from "./wire.ts";

/** Largest answer that is not streamed, in bytes: 200,000 embeddings' figures fit, a flood does not. */
const largestDocument = 64 * 1024 * 1024;

/** Collects a JSON body and hands it to `read`, which turns it into events. */
export class Document implements Decoder {
  readonly #chunks: Buffer[] = [];
  readonly #heading: Heading;
  readonly #read: (body: WireChunk, bytes: Buffer, out: StreamEvent[]) => void;
  #size = 0;

  constructor(heading: Heading, read: (body: WireChunk, bytes: Buffer, out: StreamEvent[]) => void) {
    this.#heading = heading;
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
    const body = parseChunk(bytes.toString("utf8"));
    if (body === undefined) throw new ParleyError("upstream_invalid");
    if (body.error !== undefined && body.error !== null) {
      throw upstreamError({ body, now: this.#heading.now() });
    }
    this.#read(body, bytes, out);
    out.push(
      streamEnd(
        this.#heading,
        typeof body.model === "string" ? body.model : undefined,
        readUsage(body.usage),
      ),
    );
  }
}

/** The fast lane for a body: it is checked and metered, and handed on as it came. */
export function forwardDocument(list: "choices" | "data") {
  return (body: WireChunk, bytes: Buffer, out: StreamEvent[]): void => {
    if (!Array.isArray((body as Record<string, unknown>)[list])) throw new ParleyError("upstream_invalid");
    out.push({ type: "source-bytes", bytes, content: true });
  };
}

/** The slow lane for embeddings: floats, or base64 of little-endian 32-bit floats. */
export function translateEmbeddings(body: WireChunk, _bytes: Buffer, out: StreamEvent[]): void {
  const data = (body as { data?: unknown }).data;
  if (!Array.isArray(data)) throw new ParleyError("upstream_invalid");
  for (const [position, entry] of data.entries()) {
    if (!isObject(entry)) throw new ParleyError("upstream_invalid");
    const index = typeof entry["index"] === "number" ? entry["index"] : position;
    out.push({ type: "embedding", index, vector: vector(entry["embedding"]) });
  }
}

function vector(value: unknown): Float32Array {
  if (Array.isArray(value) && value.every((figure) => typeof figure === "number"))
    return Float32Array.from(value);
  if (typeof value !== "string") throw new ParleyError("upstream_invalid");
  const bytes = Buffer.from(value, "base64");
  const out = new Float32Array(bytes.length >> 2);
  for (let i = 0; i < out.length; i++) out[i] = bytes.readFloatLE(i * 4);
  return out;
}
