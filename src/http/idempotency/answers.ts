import { ParleyError } from "../../spec/errors.ts";
import type { KeptAnswer } from "../../spec/idempotency.ts";
import type { Exchange } from "../exchange.ts";
import { sendProblem } from "../problem.ts";
import { send } from "../reply.ts";

/** When to ask again for an answer that is under way, in milliseconds. Most come within a few seconds. */
const askAgainAfter = 250;

/** Sends an answer that was kept. The id in the head is this request's own; the one within is the original's. */
export function sendKept(exchange: Exchange, answer: KeptAnswer): void {
  if (answer.body === undefined) throw new ParleyError("idempotency_answer_lost");
  send(exchange, answer.status, answer.contentType, answer.body, {
    "idempotent-replayed": "true",
    ...(answer.contentType.startsWith("text/event-stream") && { "x-accel-buffering": "no" }),
  });
}

/** The official clients try again by themselves; others are told that they should. */
export function sendInUse(exchange: Exchange): void {
  const error = new ParleyError("idempotency_key_in_use", { retryAfterMs: askAgainAfter });
  sendProblem(exchange, error, { "x-should-retry": "true" });
}
