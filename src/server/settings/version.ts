import { createHash } from "node:crypto";

/**
 * A short name for settings: the same settings have the same, and every row of the ledger says under which it was
 * made. Secrets do not enter it, since they print as `[redacted]`.
 */
export function settingsVersion(settings: object): string {
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 12);
}
