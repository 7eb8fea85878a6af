import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from "node:crypto";
import { leeway } from "./token-rules.ts";

/** A key pair that signs tokens of ours for a time. */
export interface SigningKey {
  /** Names it in headers of tokens. */
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** How long a key signs, in milliseconds: 30 days. */
const period = 30 * 86_400_000;

/** Longest life of a token, in milliseconds. */
export const longestLife = 3_600_000;

/** What comes before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The keys that sign tokens of ours. They are derived from the installation's secret (HKDF, RFC 5869), one for each 30 days,
 * so that all processes and machines that share the secret have the same, and nothing new needs to be kept or shared.
 */
export function createSigningKeys(pepper: Buffer): {
  /** The one that signs now. */
  at(now: number): SigningKey;
  /** Those whose tokens may be met now: that one, the next for whose clock is ahead, and the one before while its tokens live. */
  accepted(now: number): readonly SigningKey[];
} {
  const made = new Map<number, SigningKey>();
  function keyOf(number: number): SigningKey {
    const known = made.get(number);
    if (known !== undefined) return known;
    const key = derived(pepper, number);
    if (made.size > 8) made.clear();
    made.set(number, key);
    return key;
  }
  return {
    at: (now) => keyOf(Math.floor(now / period)),
    accepted(now) {
      const number = Math.floor(now / period);
      const numbers = [number, number + 1];
      if (now - number * period < longestLife + 2 * leeway) numbers.push(number - 1);
      return numbers.map(keyOf);
    },
  };
}

function derived(pepper: Buffer, number: number): SigningKey {
  const seed = Buffer.from(hkdfSync("sha256", pepper, "", `parley tokens ${number}`, 32));
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  const bytes = publicKey.export({ format: "der", type: "spki" });
  const id = createHash("sha256").update(bytes).digest("base64url").slice(0, 16);
  return { id, privateKey, publicKey };
}
