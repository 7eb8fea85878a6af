/** How far apart clocks may be, in milliseconds (RFC 7519, section 4.1.4: "usually no more than a few minutes"). */
export const leeway = 60_000;

/** Longest token that is looked at, in characters: all headers together have 16 KiB. */
export const longestToken = 8_192;

/**
 * Algorithms of signatures that issuers may be allowed: asymmetric ones alone, so that no public key can ever be taken for
 * a shared secret (RFC 8725, section 2.1).
 */
export const tokenAlgorithms = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
] as const;

export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

/** Whether a credential is a token rather than a key: its first part is base64url of `{"…`, and no key of ours begins so. */
export function looksLikeToken(credential: string): boolean {
  return credential.startsWith("eyJ");
}

/**
 * Whether a credential may be a token that its issuer alone can read: of the characters that a bearer may send (RFC 6750,
 * section 2.1), and no key, well-formed or not: those are told to nobody.
 */
export function mayBeOpaque(credential: string): boolean {
  return !credential.startsWith("sk-") && /^[A-Za-z0-9._~+/-]{16,4096}={0,2}$/.test(credential);
}
