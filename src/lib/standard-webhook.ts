import { createHmac } from "node:crypto";

const prefix = "whsec_";

/** A message of Standard Webhooks. */
export interface WebhookMessage {
  /** The same at each try, so that a receiver can tell that it has it already. */
  readonly id: string;
  /** Unix milliseconds of this try. */
  readonly at: number;
  readonly body: string;
}

/**
 * The headers of a signed message: symmetric, version 1 (Standard Webhooks 1.0.0). `secret` is `whsec_` and base64.
 */
export function webhookHeaders(secret: string, { id, at, body }: WebhookMessage): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.slice(prefix.length), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
