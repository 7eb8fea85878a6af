import type { IncomingMessage } from "node:http";
import { ParleyError } from "../spec/errors.ts";

/**
 * Names with this prefix are kept by browsers only with `Secure`, `Path=/` and without `Domain`: no neighbour below the
 * same domain can set them (RFC 6265bis, section 4.1.3.2).
 */
export const sessionCookieName = "__Host-parley";

/** What two-step ways to sign in leave in the browser for their second step. */
export const passkeyCookieName = "__Host-parley-passkey";
export const signOnCookieName = "__Host-parley-sso";

/** Tells a browser in which somebody has signed in with a password from those of strangers; it opens nothing. */
export const browserCookieName = "__Host-parley-browser";

/** The value of a cookie; `undefined` without one. Fails with `credential_misplaced` where it is there twice. */
export function readCookie(request: IncomingMessage, name: string): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined || !cookie.includes(name)) return undefined;
  const values = cookie.split(";").flatMap((pair) => {
    const at = pair.indexOf("=");
    return at > 0 && pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
  });
  if (values.length > 1) {
    throw new ParleyError("credential_misplaced", {
      message: `The cookie ${name} is there twice. Delete Parley's cookies in your browser and sign in again.`,
    });
  }
  const [value] = values;
  return value === "" ? undefined : value;
}

export interface CookieTerms {
  readonly name: string;
  readonly value: string;
  readonly maxAgeMs: number;
  /** `Lax` where the browser comes back from elsewhere. */
  readonly sameSite?: "Strict" | "Lax";
}

/** A `set-cookie` header. */
export function cookieText({ name, value, maxAgeMs, sameSite = "Strict" }: CookieTerms): string {
  const age = Math.floor(maxAgeMs / 1_000);
  return `${name}=${value}; Path=/; Max-Age=${age}; Secure; HttpOnly; SameSite=${sameSite}`;
}

/** One that takes a cookie away. */
export function endedCookie(name: string): string {
  return cookieText({ name, value: "", maxAgeMs: 0 });
}
