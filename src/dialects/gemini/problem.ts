import type { Dialect } from "../../spec/dialect.ts";
import type { ParleyError } from "../../spec/errors.ts";

/** The word of `google.rpc.Code` for each status. */
const statuses: Readonly<Record<number, string>> = {
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  405: "UNIMPLEMENTED",
  408: "DEADLINE_EXCEEDED",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  502: "UNAVAILABLE",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

interface Problem {
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly status: string;
    readonly details?: readonly object[];
  };
}

/** The body of an error: a `google.rpc.Status` (https://google.aip.dev/193). */
export function problemBody(error: ParleyError): Problem {
  const code = statusOf(error);
  const details = detailsOf(error);
  return {
    error: {
      code,
      message: messageOf(error),
      status: statuses[code] ?? (code < 500 ? "INVALID_ARGUMENT" : "INTERNAL"),
      ...(details.length > 0 && { details }),
    },
  };
}

export function problem(error: ParleyError): ReturnType<Dialect["problem"]> {
  const wait = error.retryAfterMs;
  return {
    status: statusOf(error),
    body: problemBody(error),
    ...(wait !== undefined && { headers: { "retry-after": String(Math.ceil(wait / 1000)) } }),
  };
}

/** A key that is wrong is a bad argument to Google, and none at all a call without permission. */
function statusOf(error: ParleyError): number {
  if (error.code === "invalid_api_key") return 400;
  return error.code === "missing_api_key" ? 403 : error.status;
}

/** Clients know that a conversation is too long by Google's own sentence alone. */
function messageOf(error: ParleyError): string {
  if (error.code === "missing_api_key") {
    return "You didn't provide an API key. Send it in the header `x-goog-api-key`.";
  }
  if (error.code !== "context_length_exceeded" || /token count/i.test(error.message)) return error.message;
  return `The input token count exceeds the maximum number of tokens allowed. ${error.message}`;
}

function detailsOf({ code, param, retryAfterMs, message }: ParleyError): readonly object[] {
  const details: object[] = [];
  const add = (type: string, members: object) =>
    details.push({ "@type": `type.googleapis.com/google.rpc.${type}`, ...members });
  if (code === "invalid_api_key") {
    add("ErrorInfo", { reason: "API_KEY_INVALID", domain: "googleapis.com" });
  }
  if (code === "insufficient_quota") {
    // What is not refilled while somebody waits is known by its name.
    add("QuotaFailure", { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel" }] });
  }
  if (param !== undefined) {
    add("BadRequest", { fieldViolations: [{ field: param, description: message }] });
  }
  if (retryAfterMs !== undefined) add("RetryInfo", { retryDelay: `${Math.ceil(retryAfterMs) / 1000}s` });
  return details;
}
