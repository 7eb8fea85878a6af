import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { upstreamError } from "./errors.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, words } from "../upstream/json.ts";
import { JsonDecoder } from "../upstream/json-decoder.ts";
import { readUsage } from "./usage.ts";
import type { WireChunk } from "./wire.ts";

/** Reads an answer that is not streamed: `read` turns its content into events. */
export function readDocument(
  heading: Heading,
  read: (body: WireChunk, bytes: Buffer, out: StreamEvent[]) => void,
): JsonDecoder {
  return new JsonDecoder((body: WireChunk, out, bytes) => {
    if (body.error !== undefined && body.error !== null) throw upstreamError({ body, now: heading.now() });
    read(body, bytes, out);
    out.push(streamEnd(heading, words(body.model), readUsage(body.usage)));
  });
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
