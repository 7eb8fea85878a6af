import { refusedToken } from "./read-token.ts";
import type { TokenIssuer } from "./token-issuer.ts";
import { leeway } from "./token-rules.ts";
import { type TokenClaims, word } from "./verify-token.ts";

/** Where a token has neither, it is nobody's. */
const nobody = "it does not say whose it is";

/**
 * What an issuer says of an active token (RFC 7662, section 2.2), read as strictly as a signed one: for us, by that issuer,
 * an access token of a bearer, whose time has come and is not over. Fails with `invalid_token`.
 *
 * @param hash Of the whole token; names it where the issuer does not.
 */
export function introspectedClaims(
  said: Readonly<Record<string, unknown>>,
  { issuer, audiences }: TokenIssuer,
  { now, hash }: { readonly now: number; readonly hash: string },
): TokenClaims {
  const { iss, aud, sub, client_id: client, exp, nbf, jti, token_type: type, token_use: use } = said;
  if (iss !== undefined && iss !== issuer) throw refusedToken("its issuer is another one");
  if (![aud].flat().some((each) => typeof each === "string" && audiences.includes(each)))
    throw refusedToken("its `aud` is missing, or not as it must be");
  // As some say that they ask about a refresh token; RFC 7662 itself has no word for it.
  if (use !== undefined && use !== "access_token") throw refusedToken("it is no access token");
  if (type !== undefined && (typeof type !== "string" || !/^(?:bearer|access_token)$/i.test(type)))
    throw refusedToken("it is not for whoever bears it");
  if (said["cnf"] !== undefined) throw refusedToken("it is bound to a key, which is not supported");
  if (exp !== undefined && (typeof exp !== "number" || !Number.isFinite(exp) || exp * 1000 <= now))
    throw refusedToken("it has expired");
  if (nbf !== undefined && (typeof nbf !== "number" || !(nbf * 1000 <= now + leeway)))
    throw refusedToken("its time has not come");
  if (sub === undefined && client === undefined) throw refusedToken(nobody);
  return {
    issuer,
    subject: word(sub ?? client, "sub"),
    clientId: word(client ?? sub, "client_id"),
    id: typeof jti === "string" ? word(jti, "jti") : hash,
    until: typeof exp === "number" ? exp * 1000 : Infinity,
    all: said,
  };
}
