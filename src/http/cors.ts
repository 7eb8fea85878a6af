import type { IncomingMessage, ServerResponse } from "node:http";
import { safetyHeadersFor } from "./safety-headers.ts";

export interface CorsSettings {
  /** Origins whose pages may call; `*` for all. None by default. */
  readonly origins: readonly string[];
}

/** Headers that a page may read beside the usual ones. */
const exposed = [
  "x-request-id, request-id, openai-processing-ms, retry-after, retry-after-ms, idempotent-replayed, ratelimit, ratelimit-policy, x-parley-route, x-parley-warning, x-parley-context, x-parley-error",
  ...["limit", "remaining", "reset"].flatMap((what) => [
    `x-ratelimit-${what}-requests`,
    `x-ratelimit-${what}-tokens`,
  ]),
].join(", ");

/** How long a browser may remember the answer to a preflight request, in seconds. */
const maxAge = "600";

/**
 * Lets pages of the origins in the settings, as they are at each request, call the API. Keys travel in a header, never in a cookie,
 * so credentials are not allowed. Returns a function that says whether the request is answered with that.
 */
export function createCors(settings: {
  readonly cors: CorsSettings;
}): (request: IncomingMessage, response: ServerResponse) => boolean {
  let known: CorsSettings | undefined;
  let origins: ReadonlySet<string> = new Set();
  return function cors(request, response) {
    const { origin } = request.headers;
    if (origin === undefined) return false;
    if (known !== settings.cors) origins = new Set((known = settings.cors).origins);
    const all = origins.has("*");
    if (!all && !origins.has(origin)) return false;
    response.setHeader("access-control-allow-origin", all ? "*" : origin);
    response.setHeader("access-control-expose-headers", exposed);
    if (!all) response.setHeader("vary", "Origin");
    const method = request.headers["access-control-request-method"];
    if (request.method !== "OPTIONS" || method === undefined) return false;
    response.setHeader("access-control-allow-methods", "GET, POST, DELETE");
    response.setHeader(
      "access-control-allow-headers",
      request.headers["access-control-request-headers"] ?? "*",
    );
    response.setHeader("access-control-max-age", maxAge);
    response.writeHead(204, safetyHeadersFor(request)).end();
    return true;
  };
}
