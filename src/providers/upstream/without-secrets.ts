import { Secret } from "../../lib/secret.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { UpstreamOptions } from "./options.ts";

/** Shorter texts would be found in innocent words. */
const shortest = 4;

/** What must never come back from an upstream to a caller or into a log: what is sent to it as a credential, and its host. */
export function secretsOf(
  options: Pick<UpstreamOptions, "apiKey" | "headers" | "baseUrl">,
  ...more: readonly (Secret | undefined)[]
): readonly Secret[] {
  const { hostname } = new URL(options.baseUrl);
  // The host may bear the operator's name. A host of one word would be found in innocent sentences; see `safeWords`.
  const host = hostname.includes(".") ? new Secret(hostname) : undefined;
  return [options.apiKey, ...Object.values(options.headers), ...more, host].filter(
    (secret) => secret !== undefined,
  );
}

/** The error without the secrets, which some upstreams repeat in their complaint. */
export function withoutSecrets(error: unknown, secrets: readonly Secret[]): unknown {
  if (!(error instanceof ParleyError)) return error;
  const texts = secrets.map((secret) => secret.reveal()).filter((text) => text.length >= shortest);
  const { message, raw, words, param, sent, retryAfterMs } = error;
  const rest = { ...(raw !== undefined && { raw }), ...(words && { words }), ...(param && { param }) };
  const has = (value: string): boolean => texts.some((text) => value.includes(text));
  const spoilt = has(JSON.stringify(rest));
  if (!spoilt && !has(message)) return error;
  return new ParleyError(error.code, {
    message: texts.reduce((sentence, text) => sentence.replaceAll(text, "[redacted]"), message),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(sent !== undefined && { sent }),
    ...(spoilt ? raw?.status !== undefined && { raw: { status: raw.status } } : rest),
  });
}
