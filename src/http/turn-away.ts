import type { IncomingMessage, ServerResponse } from "node:http";
import { timeOrderedId } from "../lib/random-id.ts";
import { ParleyError } from "../spec/errors.ts";
import { openAiForm, type ProblemForm } from "./problem-form.ts";
import type { Route } from "./route.ts";
import { safetyHeadersFor } from "./safety-headers.ts";

/** When to ask again, in milliseconds: the load of a moment is gone by then. */
const askAgainAfter = 1_000;

/** A body up to this size is let come, in bytes: its connection can then be used again, which is cheaper than a new one. */
const letCome = 64 * 1024;

/** How long it may take for that, in milliseconds. */
const longest = 1_000;

/** Made once: a stack trace for each would be most of the price. */
const overloaded = new ParleyError("server_overloaded", { retryAfterMs: askAgainAfter });

/**
 * Refuses a call for which there is no room, as cheaply as it can be done: at many times of what can be served most of
 * the work is this. So there is no exchange for it, and no more headers than a client and its user need.
 */
export function turnAway(route: Route, request: IncomingMessage, response: ServerResponse): void {
  if (request.complete || !(Number(request.headers["content-length"]) <= letCome)) {
    refuse(route, request, response);
    return;
  }
  // What only drips would keep its connection for minutes: nobody looks after a request that has no exchange.
  const timer = setTimeout(() => refuse(route, request, response), longest).unref();
  request.once("end", () => {
    clearTimeout(timer);
    if (!response.headersSent) refuse(route, request, response);
  });
  response.once("close", () => clearTimeout(timer));
  request.resume();
}

function refuse(route: Route, request: IncomingMessage, response: ServerResponse): void {
  const id = timeOrderedId("req");
  const form: ProblemForm = route.problem?.(request) ?? openAiForm;
  const { status, body, headers: own } = form.present(overloaded, id);
  const text = JSON.stringify(body);
  const headers = ["content-type", "application/json", "content-length", String(Buffer.byteLength(text))];
  headers.push("x-request-id", id);
  if (form.idHeader !== undefined) headers.push(form.idHeader, id);
  for (const name in own) headers.push(name, own[name] ?? "");
  const safety = safetyHeadersFor(request);
  for (const name in safety) headers.push(name, safety[name] ?? "");
  // An unread body would be taken for the next request.
  if (!request.complete) headers.push("connection", "close");
  response.writeHead(status, headers);
  response.end(text);
}
