import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { TokenAlgorithm } from "./token-rules.ts";

/** A key pair of an issuer, and its half for others. */
export interface IssuerKey {
  readonly alg: TokenAlgorithm;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

type Kind = "rsa" | "small-rsa" | "p256" | "p384" | "ed25519";

const algs = {
  rsa: "RS256",
  "small-rsa": "RS256",
  p256: "ES256",
  p384: "ES384",
  ed25519: "EdDSA",
} as const;

export function issuerKey(kind: Kind, kid: string): IssuerKey {
  const privateKey = made(kind);
  const jwk = { ...createPublicKey(privateKey).export({ format: "jwk" }), kid, alg: algs[kind], use: "sig" };
  return { alg: algs[kind], kid, privateKey, jwk };
}

function made(kind: Kind): KeyObject {
  if (kind === "rsa") return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  if (kind === "small-rsa") return generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
  if (kind === "ed25519") return generateKeyPairSync("ed25519").privateKey;
  return generateKeyPairSync("ec", { namedCurve: kind === "p256" ? "P-256" : "P-384" }).privateKey;
}

export const part = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

export interface Forging {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key: IssuerKey;
  /** Instead of the key's own. */
  readonly signature?: (input: string) => Buffer | string;
}

/** A token by hand, without the library that reads it. `undefined` takes a member away. */
export function forge({ header, claims, key, signature }: Forging): string {
  const { alg, kid } = key;
  const input = `${part({ alg, kid, typ: "at+jwt", ...header })}.${part({ ...claims })}`;
  const signed = signature?.(input) ?? signedBy(key)(input);
  return `${input}.${typeof signed === "string" ? signed : signed.toString("base64url")}`;
}

export const signedBy =
  ({ alg, privateKey }: IssuerKey) =>
  (input: string): Buffer => {
    if (alg === "EdDSA") return sign(null, Buffer.from(input), privateKey);
    const digest = alg === "ES384" ? "sha384" : "sha256";
    return sign(digest, Buffer.from(input), { key: privateKey, dsaEncoding: "ieee-p1363" });
  };

export const hmacWith =
  (secret: string | Buffer) =>
  (input: string): Buffer =>
    createHmac("sha256", secret).update(input).digest();

/** The same key in another form, as a confused verifier would take it for a shared secret. */
export function publicPem({ privateKey }: IssuerKey): string {
  return String(createPublicKey(privateKey).export({ type: "spki", format: "pem" }));
}
