import { ParleyError } from "../../spec/errors.ts";
import { longestToken } from "./token-rules.ts";

/** Says why a token is not accepted. Its message is for whoever sent the token, and holds nothing of it. */
export function refusedToken(why: string): ParleyError {
  return new ParleyError("invalid_token", { message: `This token is not accepted: ${why}.` });
}

/**
 * Who says to have issued a token, which nobody has looked at yet: good for nothing but finding the keys with which to do
 * that. Fails with `invalid_token` where it has not even the form of a signed token.
 */
export function issuerSaid(token: string): string {
  if (token.length > longestToken) throw refusedToken("it is too long");
  const parts = token.split(".");
  if (parts.length === 5) throw refusedToken("it is encrypted, and tokens must be signed");
  if (parts.length !== 3 || !parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    throw refusedToken("it does not have the form of a signed token");
  const claims = parsed(parts[1] ?? "");
  const issuer = typeof claims === "object" && claims !== null && "iss" in claims ? claims.iss : undefined;
  if (typeof issuer !== "string") throw refusedToken("it does not say who has issued it");
  return issuer;
}

function parsed(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    throw refusedToken("it does not have the form of a signed token");
  }
}
