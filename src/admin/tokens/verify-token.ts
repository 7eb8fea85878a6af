import type { JWTPayload, JWTVerifyGetKey } from "jose";
import { ParleyError } from "../../spec/errors.ts";
import { refusedToken } from "./read-token.ts";
import { leeway, type TokenAlgorithm } from "./token-rules.ts";

export interface TokenTerms {
  readonly issuer: string;
  readonly audiences: readonly string[];
  readonly algorithms: readonly TokenAlgorithm[];
  readonly keys: JWTVerifyGetKey;
  /** Unix milliseconds. */
  readonly now: number;
}

/** What an access token says, once it is known to be one (RFC 9068, section 2.2). */
export interface TokenClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId: string;
  /** `jti`. */
  readonly id: string;
  /** From then on it is refused, in Unix milliseconds: its own end and the leeway. */
  readonly until: number;
  readonly all: Readonly<Record<string, unknown>>;
}

const required = ["iss", "exp", "aud", "sub", "client_id", "iat", "jti"];

/** Longest of the words that tell who somebody is, in characters: they stand in logs. */
const longestWord = 256;

/**
 * Checks an access token: its signature with a key of the issuer, and all that RFC 9068 (section 4) and RFC 8725 ask. What
 * its header says of keys but `kid` is not looked at. Fails with `invalid_token`, or with what `keys` fails with.
 */
export async function verifyToken(token: string, terms: TokenTerms): Promise<TokenClaims> {
  const { jwtVerify } = await import("jose");
  const { issuer, audiences, algorithms, keys, now } = terms;
  let payload: JWTPayload;
  try {
    ({ payload } = await jwtVerify(token, keys, {
      issuer,
      audience: [...audiences],
      algorithms: [...algorithms],
      typ: "at+jwt",
      clockTolerance: leeway / 1000,
      currentDate: new Date(now),
      requiredClaims: required,
    }));
  } catch (error) {
    throw error instanceof ParleyError ? error : refusedToken(reasonOf(error));
  }
  return claimsOf(payload, now);
}

function claimsOf(payload: JWTPayload, now: number): TokenClaims {
  const { iss, sub, jti, iat = 0, exp = 0 } = payload;
  // Not only a text of its own: whoever holds the key for it must show that, and nobody here looks (RFC 9449, RFC 8705).
  if (payload["cnf"] !== undefined) throw refusedToken("it is bound to a key, which is not supported");
  if (!Number.isFinite(exp) || !Number.isFinite(iat) || iat * 1000 > now + leeway)
    throw refusedToken("it was issued in the future");
  return {
    issuer: word(iss, "iss"),
    subject: word(sub, "sub"),
    clientId: word(payload["client_id"], "client_id"),
    id: word(jti, "jti"),
    until: exp * 1000 + leeway,
    all: payload,
  };
}

/** A word that may stand in a log. Fails with `invalid_token`. */
export function word(value: unknown, name: string): string {
  if (typeof value === "string" && value.length <= longestWord && /^\P{Cc}+$/u.test(value)) return value;
  throw refusedToken(`its \`${name}\` is not a short text`);
}

/** What is wrong, in our words: those of the library may hold what a stranger has written. */
function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const claim = error instanceof Error && "claim" in error ? String(error.claim) : "";
  if (code === "ERR_JWT_EXPIRED") return "it has expired";
  if (code === "ERR_JWT_CLAIM_VALIDATION_FAILED" && claim === "typ")
    return "it is no access token (its header must say `typ: at+jwt`)";
  if (code === "ERR_JWT_CLAIM_VALIDATION_FAILED" && (required.includes(claim) || claim === "nbf"))
    return `its \`${claim}\` is missing, or not as it must be`;
  if (code === "ERR_JOSE_ALG_NOT_ALLOWED")
    return "it is signed by an algorithm that is not allowed for its issuer";
  if (code === "ERR_JWS_SIGNATURE_VERIFICATION_FAILED") return "its signature is wrong";
  if (code === "ERR_JWKS_NO_MATCHING_KEY" || code === "ERR_JWKS_MULTIPLE_MATCHING_KEYS")
    return "its issuer has no such key";
  return "it does not have the form of a signed token";
}
