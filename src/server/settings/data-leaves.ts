import { Secret } from "../../lib/secret.ts";
import { leaf, variablePattern } from "./leaf.ts";

/** Where the data are kept. A PostgreSQL address is a secret, because a password may be in it. */
export const database = leaf<string | Secret, "sqlite" | Secret>({
  expected:
    "sqlite, or the address of a PostgreSQL database, such as postgres://user:password@host:5432/name, with special characters of the password percent-encoded",
  words: ["sqlite"],
  json: { type: "string", pattern: `^(sqlite$|postgres(ql)?://)|${variablePattern}` },
  read: (value) => {
    if (value === "sqlite" || value instanceof Secret) return value;
    if (typeof value !== "string") return undefined;
    const address = value.trim();
    return isPostgresAddress(address) ? new Secret(address) : undefined;
  },
});

/** Fewer bytes could be guessed. */
const leastBytes = 32;

/** Of 32 random bytes some 30 are different, and fewer than 16 never: what is not random was written by hand, or copied from an example. */
const leastDistinct = 16;

/** Whether bytes look like random ones. */
export function looksRandom(bytes: Buffer): boolean {
  return new Set(bytes).size >= leastDistinct;
}

/** What keys and session tokens are hashed under. */
export const secret = leaf<string | Secret, Secret>({
  expected:
    "at least 32 random bytes in base64, or the 64 hexadecimal digits of a secret.key, such as `openssl rand -base64 32` prints",
  json: { type: "string", minLength: 43 },
  read: (value) => {
    if (value instanceof Secret) return value;
    if (typeof value !== "string") return undefined;
    const text = value.trim();
    const bytes = secretBytes(text);
    return bytes.length >= leastBytes && looksRandom(bytes) ? new Secret(text) : undefined;
  },
});

/**
 * The bytes that a secret stands for; empty for a text that is none. 64 hexadecimal digits would be base64 as well: they
 * are the content of a `secret.key`, so that it can be handed on as it is.
 */
export function secretBytes(text: string): Buffer {
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, "hex");
  const base64 = /^[A-Za-z0-9+/_-]{1,4096}={0,2}$/.test(text);
  return base64 ? Buffer.from(text, "base64") : Buffer.alloc(0);
}

/** With a host and a name of a database: what is left out would be guessed from the user's environment. */
function isPostgresAddress(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { hostname, pathname } = new URL(text);
  return hostname !== "" && /^\/[^/]+$/.test(pathname);
}
