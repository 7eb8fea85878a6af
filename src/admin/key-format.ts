import { randomBytes } from "node:crypto";
import { base62 } from "../lib/base62.ts";
import { crc32 } from "../lib/crc32.ts";

/** What every key begins with: for people, and for programs that look for leaked secrets. */
const prefix = "sk-parley-";

/** 256 bits in base 62. */
const secretLength = 43;

/** A CRC-32 in base 62. */
const checksumLength = 6;

/**
 * A new API key: `sk-parley-`, 43 characters of 256 random bits, and a CRC-32 of what comes before in
 * 6 characters. The checksum is no security: it tells a mistyped or invented key from a real one offline.
 */
export function newKey(): string {
  const body = prefix + base62(randomBytes(32), secretLength);
  return body + checksum(body);
}

/** Whether a text is a well-formed key. Says nothing about whether it is known. */
export function isWellFormedKey(text: string): boolean {
  if (!/^sk-parley-[0-9A-Za-z]{49}$/.test(text)) return false;
  const body = text.slice(0, -checksumLength);
  return checksum(body) === text.slice(-checksumLength);
}

function checksum(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return base62(bytes, checksumLength);
}
