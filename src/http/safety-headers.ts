import type { IncomingMessage } from "node:http";
import { isSecure } from "./client-address.ts";

/**
 * What browsers are told with every answer that is no page: to keep nothing, to guess no type, to run and to frame nothing,
 * to say nowhere where they have been, and to show it to no other site (ASVS 5.0, 3.4 and 14.3.2). Pages of the console
 * have their own. Who may read an answer across origins is for CORS to say, which `same-origin` does not touch.
 */
export const safetyHeaders = Object.freeze({
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
});

/** A year, and for all names below this one (ASVS 5.0, 3.4.1). */
const strictTransport = "max-age=31536000; includeSubDomains";

const safetyOverTls = Object.freeze({
  ...safetyHeaders,
  "strict-transport-security": strictTransport,
});

/** Those of the answer to a request; by TLS also that there be nothing else (RFC 6797 forbids to say so without, 7.2). */
export function safetyHeadersFor(request: IncomingMessage): Readonly<Record<string, string>> {
  return isSecure(request) ? safetyOverTls : safetyHeaders;
}
