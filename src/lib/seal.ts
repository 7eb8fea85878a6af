import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** Encrypts what is stored, so that whoever gets the store alone cannot read it. */
export interface Sealer {
  /** `context` says what the bytes are; it is not stored, and must be the same to open them. */
  seal(bytes: Uint8Array, context: string): Buffer;
  /** `undefined` when they were sealed with another key or in another context, or were changed. */
  open(sealed: Uint8Array, context: string): Buffer | undefined;
}

const cipher = "aes-256-gcm";

/** Sizes in bytes, of NIST SP 800-38D: a random nonce of 96 bits serves for 2^32 messages. */
const nonceSize = 12;
const tagSize = 16;

/** AES-256-GCM. The key is drawn from `secret` for `purpose` alone (HKDF, RFC 5869). */
export function createSealer(secret: Buffer, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, Buffer.alloc(0), purpose, 32));
  return {
    seal(bytes, context) {
      const nonce = randomBytes(nonceSize);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(context));
      return Buffer.concat([nonce, sealing.update(bytes), sealing.final(), sealing.getAuthTag()]);
    },
    open(sealed, context) {
      if (sealed.length < nonceSize + tagSize) return undefined;
      const end = sealed.length - tagSize;
      const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceSize), { authTagLength: tagSize })
        .setAAD(Buffer.from(context))
        .setAuthTag(sealed.subarray(end));
      try {
        return Buffer.concat([opening.update(sealed.subarray(nonceSize, end)), opening.final()]);
      } catch {
        // The one thing that can go wrong here: the tag does not fit.
        return undefined;
      }
    },
  };
}
