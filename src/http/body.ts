import type { IncomingMessage } from "node:http";
import { noteBody } from "./content-tap.ts";
import { type BoundedJson, type JsonBounds, parseBoundedJson } from "../lib/bounded-json.ts";
import { ParleyError } from "../spec/errors.ts";

export interface BodyLimits {
  /** Largest body in bytes. */
  readonly bytes: number;
  readonly json: JsonBounds;
}

export interface JsonBody extends BoundedJson {
  readonly bytes: Buffer;
}

/** Reads a JSON body. `member` is a top-level member whose place in the bytes is wanted. */
export async function readJson(
  request: IncomingMessage,
  limits: BodyLimits,
  member?: string,
): Promise<JsonBody> {
  checkType(request);
  const bytes = await readBytes(request, limits.bytes);
  return { bytes, ...parseBoundedJson(bytes, limits.json, member) };
}

/** Reads a JSON body where there is one; none at all is an empty object. */
export async function readOptionalJson(request: IncomingMessage, limits: BodyLimits): Promise<unknown> {
  const bytes = await readBytes(request, limits.bytes);
  if (bytes.length === 0) return {};
  checkType(request);
  return parseBoundedJson(bytes, limits.json).value;
}

/** A missing type is taken for JSON: what else could it be? */
function checkType(request: IncomingMessage): void {
  const type = request.headers["content-type"];
  if (type !== undefined && !/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw new ParleyError("unsupported_media_type", {
      message: "Send the body as JSON, with the header `content-type: application/json`.",
    });
  }
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new ParleyError("unsupported_media_type", {
      message: "Compressed request bodies are not accepted. Send the body without `content-encoding`.",
    });
  }
}

function tooLarge(limit: number): ParleyError {
  return new ParleyError("request_too_large", { message: `The request body is larger than ${limit} bytes.` });
}

/** Refuses a body that says it is too large before reading any of it, and one that turns out to be while reading. */
export function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    // "close" always comes; an error is only made, with its stack, when it came too early.
    const onClose = (): void => {
      if (!request.complete) reject(new ParleyError("cancelled"));
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
        return;
      }
      request.pause();
      request.removeAllListeners("data");
      reject(tooLarge(limit));
    });
    request.on("end", () => {
      const [first] = chunks;
      const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
      noteBody(request, body);
      resolve(body);
    });
    request.on("close", onClose);
    request.on("error", onClose);
  });
}
