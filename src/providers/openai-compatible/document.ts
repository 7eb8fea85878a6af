import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { upstreamError } from "./errors.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { count, isObject, type Json, words } from "../upstream/json.ts";
import { JsonDecoder, largestVectors } from "../upstream/json-decoder.ts";
import { readUsage } from "./usage.ts";
import type { WireChunk } from "./wire.ts";

/** Reads an answer that is not streamed: `read` turns its content into events. */
function readDocument(
  heading: Heading,
  read: (body: WireChunk, bytes: Buffer, out: StreamEvent[]) => void,
  largest?: number,
): JsonDecoder {
  return new JsonDecoder((body: WireChunk, out, bytes) => {
    if (body.error !== undefined && body.error !== null) throw upstreamError({ body, now: heading.now() });
    read(body, bytes, out);
    out.push(streamEnd(heading, words(body.model), readUsage(body.usage)));
  }, largest);
}

/** The fast lane for a body: it is checked and metered, and handed on as it came. */
export function forwardAnswer(heading: Heading): JsonDecoder {
  return readDocument(heading, (body, bytes, out) => {
    const choices: unknown = body.choices;
    if (!Array.isArray(choices) || !choices.every(isObject)) throw new ParleyError("upstream_invalid");
    // As with streams: an answer that does not say why it ends may not have ended.
    if (choices.length === 0 || !choices.every((choice) => words(choice["finish_reason"]) !== undefined)) {
      throw new ParleyError("upstream_truncated");
    }
    if (!choices.every(saysSomething)) throw new ParleyError("upstream_invalid");
    out.push({ type: "source-bytes", bytes, content: true });
  });
}

/** A message, or a text as completions have it; either may be empty. */
function saysSomething(choice: Json): boolean {
  return isObject(choice["message"]) || typeof choice["text"] === "string";
}

/** The same for embeddings. */
export function forwardEmbeddings(heading: Heading): JsonDecoder {
  const read = (body: WireChunk, bytes: Buffer, out: StreamEvent[]): void => {
    if (!Array.isArray((body as { data?: unknown }).data)) throw new ParleyError("upstream_invalid");
    out.push({ type: "source-bytes", bytes, content: true });
  };
  return readDocument(heading, read, largestVectors);
}

/** The slow lane for embeddings: floats, or base64 of little-endian 32-bit floats. */
export function translateEmbeddings(heading: Heading): JsonDecoder {
  const read = (body: WireChunk, _bytes: Buffer, out: StreamEvent[]): void => {
    const data = (body as { data?: unknown }).data;
    if (!Array.isArray(data)) throw new ParleyError("upstream_invalid");
    for (const [position, entry] of data.entries()) {
      const index = isObject(entry) ? (count(entry["index"]) ?? position) : data.length;
      // An index beyond the list would leave a hole in it.
      if (!isObject(entry) || index >= data.length) throw new ParleyError("upstream_invalid");
      out.push({ type: "embedding", index, vector: vector(entry["embedding"]) });
    }
  };
  return readDocument(heading, read, largestVectors);
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
