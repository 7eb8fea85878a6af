import type { IncomingMessage } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import { readCookie, sessionCookieName } from "./cookies.ts";
import type { Route } from "./route.ts";

/** What looks like a credential in an address: the names that APIs use for one, and our keys under any name. */
const inAddress = /[?&](?:(?:x-)?(?:api[-_]?)?key|access_token|token)=|sk-parley-/i;

const authorization = "authorization";

/**
 * The key or token of a request, from the header in which the route's clients send it. RFC 6750: one carrier (section
 * 2), and never the address, which is written into logs everywhere (section 2.3).
 */
export function credentialOf({ keyHeader }: Route, request: IncomingMessage): string {
  refuseInAddress(request);
  refuseTwice(request);
  const { headers } = request;
  const own = keyHeader === undefined ? undefined : headers[keyHeader];
  if (keyHeader === undefined || own === undefined) return bearer(request, keyHeader);
  if (headers.authorization !== undefined) {
    throw new ParleyError("credential_misplaced", {
      message: `The headers \`${keyHeader}\` and \`Authorization\` both hold a credential. Send one of them.`,
    });
  }
  const secret = String(own).trim();
  if (secret === "") throw noKey(keyHeader);
  return secret;
}

/**
 * Fails with `credential_misplaced` where `Authorization` stands there twice: Node gives the first, and a proxy in front may
 * have looked at the other.
 */
export function refuseTwice({ rawHeaders }: IncomingMessage): void {
  let count = 0;
  for (let place = 0; place < rawHeaders.length; place += 2) {
    const name = rawHeaders[place] ?? "";
    if (name.length === authorization.length && name.toLowerCase() === authorization) count++;
  }
  if (count < 2) return;
  throw new ParleyError("credential_misplaced", {
    message: "The header `Authorization` stands in this request twice. Send one credential.",
  });
}

/** Fails with `credential_misplaced` where the address holds what looks like a credential. */
function refuseInAddress({ url = "" }: IncomingMessage): void {
  if (!url.includes("?") || !inAddress.test(url)) return;
  throw new ParleyError("credential_misplaced", {
    message:
      "The address holds a key. Send it in a header instead, and make a new one if it is real: addresses are logged.",
  });
}

/**
 * The cookie of a browser that is signed in; `undefined` where the request brings none. Fails with
 * `credential_misplaced` where it brings a key as well: whose request it is must not be anybody's guess.
 */
export function sessionOf(request: IncomingMessage): string | undefined {
  const { headers } = request;
  if (headers.cookie === undefined) return undefined;
  const secret = readCookie(request, sessionCookieName);
  if (secret === undefined) return undefined;
  refuseInAddress(request);
  if (headers.authorization === undefined && headers["x-api-key"] === undefined) return secret;
  throw new ParleyError("credential_misplaced", {
    message: "This request brings a key and the cookie of a signed-in browser. Send one of them.",
  });
}

function bearer(request: IncomingMessage, keyHeader: string | undefined): string {
  const header = request.headers.authorization;
  const match = header === undefined ? null : /^Bearer +(\S+) *$/i.exec(header);
  if (match?.[1] !== undefined) return match[1];
  if (header === undefined) throw noKey(keyHeader);
  throw new ParleyError("missing_api_key", {
    message: "The Authorization header must read `Bearer YOUR_KEY`.",
  });
}

function noKey(keyHeader: string | undefined): ParleyError {
  if (keyHeader === undefined) return new ParleyError("missing_api_key");
  return new ParleyError("missing_api_key", {
    message: `You didn't provide an API key. Send it in the header \`${keyHeader}: YOUR_KEY\` or \`Authorization: Bearer YOUR_KEY\`.`,
  });
}
