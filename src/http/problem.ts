import type { OutgoingHttpHeaders } from "node:http";
import { ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { formOf, type ProblemForm } from "./problem-form.ts";
import { sendJson } from "./reply.ts";
import { scopeOf } from "./scopes.ts";

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
  exchange.notes.noteError(error);
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, body, headers: own } = form.present(error, exchange.id);
  // The wire has one word for many cases, or none: whoever wants to know which one it is reads it here.
  const headers: OutgoingHttpHeaders = { ...own, "x-parley-error": error.code, ...extra };
  if (form.idHeader !== undefined) headers[form.idHeader] = exchange.id;
  if (error.limits !== undefined) Object.assign(headers, limitHeaders(error.limits));
  exchange.way ??= error.route;
  const challenge = status === 401 || status === 403 ? challengeOf(exchange, error) : undefined;
  if (challenge !== undefined) headers["www-authenticate"] ??= challenge;
  // An unread body would be taken for the next request.
  if (!exchange.request.complete) headers["connection"] = "close";
  sendJson(exchange, status, body, headers);
}

const metadataPath = "/.well-known/oauth-protected-resource";

/** RFC 6750, section 3: how to come in. Who sent nothing is not told that something was wrong with it. */
function challengeOf({ route, resource }: Exchange, error: ParleyError): string | undefined {
  // RFC 9728, section 5.1.
  const where = resource === undefined ? "" : `, resource_metadata="${resource()}${metadataPath}"`;
  const realm = `Bearer realm="parley"${where}`;
  if (error.code === "missing_api_key") return realm;
  if (error.status === 401) return `${realm}, error="invalid_token"`;
  if (error.code !== "insufficient_scope" || route === undefined) return undefined;
  return `${realm}, error="insufficient_scope", scope="${scopeOf(route)}"`;
}
