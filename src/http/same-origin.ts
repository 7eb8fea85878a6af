import type { IncomingMessage } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import { isSecure } from "./client-address.ts";

/** Methods that change nothing. */
const reading: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * A request with a cookie comes from one of our own pages: what another site makes a browser send says so itself, in
 * `Sec-Fetch-Site` or in `Origin`, which pages cannot write. What changes something must say that it is ours, and be
 * JSON, which no form can send. So there is nothing to forge, and no token to keep. Fails with `cross_origin`, and with
 * `unsupported_media_type`.
 *
 * @param own The console's origin in the settings, where there is one.
 */
export function demandSameOrigin(request: IncomingMessage, own: string | undefined): void {
  const verdict = comesFrom(request, own);
  if (verdict === "elsewhere") throw new ParleyError("cross_origin");
  if (reading.has(request.method ?? "")) return;
  if (verdict === "unknown") throw new ParleyError("cross_origin");
  demandJson(request);
}

/** For requests that need no cookie, which programs send as well as browsers; a browser's must come from our own pages. */
export function demandNotElsewhere(request: IncomingMessage, own: string | undefined): void {
  if (comesFrom(request, own) === "elsewhere") throw new ParleyError("cross_origin");
}

function demandJson({ headers }: IncomingMessage): void {
  if (/^application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? "")) return;
  throw new ParleyError("unsupported_media_type", {
    message: "From a browser that is signed in, send the header `content-type: application/json`.",
  });
}

function comesFrom(request: IncomingMessage, own: string | undefined): "us" | "elsewhere" | "unknown" {
  const { origin, host = "" } = request.headers;
  const site = request.headers["sec-fetch-site"];
  // A person who types the address, or opens a bookmark, comes from nowhere: `none`.
  if (site !== undefined) {
    if (site === "same-origin") return "us";
    return site === "none" && reading.has(request.method ?? "") ? "us" : "elsewhere";
  }
  if (origin === undefined) return "unknown";
  const here = `${isSecure(request) ? "https" : "http"}://${host}`;
  return origin === own || origin === here ? "us" : "elsewhere";
}
