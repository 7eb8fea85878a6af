import { createHash } from "node:crypto";
import { Secret } from "../../lib/secret.ts";

/** What settings are, secrets included, in a form that does not tell them: equal settings have the same. */
export function digest(settings: object): string {
  const text = JSON.stringify(settings, function (this: Record<string, unknown>, name, value: unknown) {
    // `value` is what the secret shows of itself, which is always the same.
    const written = this[name];
    return written instanceof Secret ? `secret ${written.reveal()}` : value;
  });
  return createHash("sha256").update(text).digest("base64url");
}
