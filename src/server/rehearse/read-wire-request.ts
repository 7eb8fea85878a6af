import type { IncomingMessage } from "node:http";
import { readBytes } from "../../http/body.ts";
import { parseBoundedJson } from "../../lib/bounded-json.ts";
import type { WireRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";

/** Images and documents come inline, so bodies may be large; in bytes. */
const largestBody = 32 * 1024 * 1024;
const jsonBounds = { depth: 100, values: 1_000_000, exact: true };

/**
 * Reads a request whole, as dialects want it. Any media type will do: some of the programs that are played for do not
 * look at it either. Fails with a `ParleyError` for what is too large or no JSON.
 */
export async function readWireRequest(request: IncomingMessage): Promise<WireRequest> {
  const encoding = request.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw new ParleyError("unsupported_media_type", {
      message: "Compressed request bodies are not accepted. Send the body without `content-encoding`.",
    });
  }
  const bytes = await readBytes(request, largestBody);
  const { path, query } = addressOf(request.url ?? "/");
  return {
    method: request.method ?? "GET",
    path,
    query,
    headers: headersOf(request),
    body: bytes.length === 0 ? undefined : parseBoundedJson(bytes, jsonBounds).value,
  };
}

/** The path is kept as it came, with its escapes: a model's name may hold an escaped slash. */
function addressOf(url: string): Pick<WireRequest, "path" | "query"> {
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark === -1 ? "" : url.slice(mark + 1));
  return { path: path.startsWith("/") ? path : `/${path}`, query: Object.fromEntries(query) };
}

function headersOf({ headers }: IncomingMessage): WireRequest["headers"] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
  );
}
