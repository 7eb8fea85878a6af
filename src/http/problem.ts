import type { OutgoingHttpHeaders } from "node:http";
import { errorTable, ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";
import { limitHeaders } from "./limit-headers.ts";
import { sendJson } from "./reply.ts";

/** The protocol's error body: all four members, always. */
export interface ProblemBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

/** Everything that is no `ParleyError` is our fault, and says nothing about itself to a stranger. */
export function asParleyError(error: unknown): ParleyError {
  return error instanceof ParleyError ? error : new ParleyError("internal", { cause: error });
}

export function problemBody(error: ParleyError): ProblemBody {
  const row = errorTable[error.code];
  const rejected = error.code === "upstream_rejected" ? error.raw : undefined;
  return {
    error: {
      message: error.message,
      type: rejected?.type ?? row.type,
      param: error.param ?? null,
      code: rejected?.code ?? row.code,
    },
  };
}

/** Sends an error, or drops the connection when the answer has already begun. */
export function sendProblem(exchange: Exchange, error: ParleyError, extra?: OutgoingHttpHeaders): void {
  const { response } = exchange;
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const headers: OutgoingHttpHeaders = { ...extra };
  if (error.limits !== undefined) Object.assign(headers, limitHeaders(error.limits));
  if (error.status === 401) headers["www-authenticate"] = 'Bearer realm="parley"';
  if (error.retryAfterMs !== undefined) {
    headers["retry-after-ms"] = String(Math.ceil(error.retryAfterMs));
    headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  }
  // The official clients retry 429 and 5xx by themselves; where that is no use, they are told so.
  if (!error.retryable && (error.status === 429 || error.status >= 500)) headers["x-should-retry"] = "false";
  // An unread body would be taken for the next request.
  if (!exchange.request.complete) headers["connection"] = "close";
  sendJson(exchange, error.status, problemBody(error), headers);
}
