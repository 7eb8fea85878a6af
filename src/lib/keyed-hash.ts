import { createHmac } from "node:crypto";

/** HMAC-SHA-256, 32 bytes. Made for secrets of 128 random bits and more: those need no slow hash (ASVS 5.0, 6.5.2). */
export function keyedHash(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
