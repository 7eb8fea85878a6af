import { createHash } from "node:crypto";

/** Says what was asked: SHA-256 over method, path and the body as it came. 64 hexadecimal digits. */
export function fingerprint(method: string, path: string, body: Uint8Array): string {
  return createHash("sha256").update(`${method} ${path}\n`).update(body).digest("hex");
}
