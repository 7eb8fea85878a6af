import type { Dialect } from "../../spec/dialect.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";

/** What this protocol calls a failure of this status (https://platform.claude.com/docs/en/api/errors). */
const types: Readonly<Record<number, string>> = {
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  408: "timeout_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
};

/** Where this protocol has a status of its own. */
const statuses: Partial<Readonly<Record<ErrorCode, number>>> = {
  upstream_overloaded: 529,
  server_overloaded: 529,
};

function statusOf(error: ParleyError): number {
  return statuses[error.code] ?? error.status;
}

/** A failure's body. `requestId` is that of the request, where there is one. */
export function problemBody(error: ParleyError, requestId?: string): object {
  const status = statusOf(error);
  const type = types[status] ?? (status >= 499 ? "api_error" : "invalid_request_error");
  return {
    type: "error",
    error: { type, message: messageOf(error) },
    ...(requestId !== undefined && { request_id: requestId }),
  };
}

/** Clients that shorten a conversation when it has become too long look for Anthropic's sentence. */
const tooLong = "prompt is too long";

function messageOf(error: ParleyError): string {
  if (error.code !== "context_length_exceeded" || error.message.startsWith(tooLong)) return error.message;
  return `${tooLong}: ${error.message}`;
}

/** A failure that comes before the answer. */
export function presentProblem(error: ParleyError, requestId?: string): ReturnType<Dialect["problem"]> {
  return { status: statusOf(error), body: problemBody(error, requestId), headers: retryHeaders(error) };
}

/** When, and whether, the official clients shall try again by themselves. */
function retryHeaders(error: ParleyError): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (error.retryAfterMs !== undefined) {
    headers["retry-after-ms"] = String(Math.ceil(error.retryAfterMs));
    headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  }
  if (!error.retryable && (error.status === 429 || error.status >= 500)) headers["x-should-retry"] = "false";
  return headers;
}

/** What its streams say while there is nothing else to say. */
export const pingEvent = 'event: ping\ndata: {"type":"ping"}\n\n';

/** A failure in the middle of a stream, as its last event. */
export function failureEvent(error: ParleyError, requestId?: string): string {
  return `event: error\ndata: ${JSON.stringify(problemBody(error, requestId))}\n\n`;
}
