import type { OutgoingHttpHeaders } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { formOf, type ProblemForm } from "./problem-form.ts";
import { sendJson } from "./reply.ts";

/** Everything that is no `ParleyError` is our fault, and says nothing about itself to a stranger. */
export function asParleyError(error: unknown): ParleyError {
  return error instanceof ParleyError ? error : new ParleyError("internal", { cause: error });
}

/** Sends an error, or drops the connection when the answer has already begun. */
export function sendProblem(
  exchange: Exchange,
  error: ParleyError,
  extra?: OutgoingHttpHeaders,
  form: ProblemForm = formOf(exchange),
): void {
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, body, headers: own } = form.present(error, exchange.id);
  const headers: OutgoingHttpHeaders = { ...own, ...extra };
  if (form.idHeader !== undefined) headers[form.idHeader] = exchange.id;
  if (error.limits !== undefined) Object.assign(headers, limitHeaders(error.limits));
  exchange.way ??= error.route;
  if (error.status === 401) headers["www-authenticate"] = 'Bearer realm="parley"';
  // An unread body would be taken for the next request.
  if (!exchange.request.complete) headers["connection"] = "close";
  sendJson(exchange, status, body, headers);
}
