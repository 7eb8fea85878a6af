import type { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { UpstreamOptions } from "./options.ts";

/** Shorter texts would be found in innocent words. */
const shortest = 4;

/** What must never come back from an upstream to a caller or into a log: what is sent to it as a credential. */
export function secretsOf(
  options: Pick<UpstreamOptions, "apiKey" | "headers">,
  ...more: readonly (Secret | undefined)[]
): readonly Secret[] {
  return [options.apiKey, ...Object.values(options.headers), ...more].filter(
    (secret) => secret !== undefined,
  );
}

/** The error without the secrets, which some upstreams repeat in their complaint. */
export function withoutSecrets(error: unknown, secrets: readonly Secret[]): unknown {
  if (!(error instanceof ParleyError)) return error;
  const texts = secrets.map((secret) => secret.reveal()).filter((text) => text.length >= shortest);
  const { message, raw, param } = error;
  const all = JSON.stringify([message, raw, param]);
  if (!texts.some((text) => all.includes(text) || message.includes(text))) return error;
  const clean = texts.reduce((sentence, text) => sentence.replaceAll(text, "[redacted]"), message);
  return new ParleyError(error.code, {
    message: clean,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
    ...(raw?.status !== undefined && { raw: { status: raw.status } }),
  });
}
