import type { Dialect } from "../../spec/dialect.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";

interface Exception {
  readonly status: number;
  readonly name: string;
}

const of = (status: number, name: string): Exception => ({ status, name });

const denied = of(403, "AccessDeniedException");
const missing = of(404, "ResourceNotFoundException");

/** Errors that Bedrock Runtime has another word for than their status says. */
const byCode: Partial<Readonly<Record<ErrorCode, Exception>>> = {
  missing_api_key: denied,
  invalid_api_key: denied,
  permission_denied: denied,
  price_unknown: denied,
  unknown_route: of(404, "UnknownOperationException"),
  method_not_allowed: of(405, "UnknownOperationException"),
  insufficient_quota: of(400, "ServiceQuotaExceededException"),
  conflict: of(400, "ConflictException"),
  upstream_timeout: of(408, "ModelTimeoutException"),
  upstream_failed: of(424, "ModelErrorException"),
  upstream_invalid: of(424, "ModelErrorException"),
  upstream_truncated: of(424, "ModelErrorException"),
};

const byStatus: Readonly<Record<number, Exception>> = {
  403: denied,
  404: missing,
  429: of(429, "ThrottlingException"),
  502: of(503, "ServiceUnavailableException"),
  503: of(503, "ServiceUnavailableException"),
  504: of(408, "ModelTimeoutException"),
};

/** An error as Bedrock Runtime tells it: its name is in a header, and the body has a sentence. */
export function problem(error: ParleyError): ReturnType<Dialect["problem"]> {
  const { status, name } = exceptionOf(error);
  const wait = error.retryAfterMs;
  return {
    status,
    body: { message: error.message },
    headers: {
      "x-amzn-errortype": name,
      ...(wait !== undefined && { "retry-after": String(Math.ceil(wait / 1000)) }),
    },
  };
}

const inStreams: ReadonlySet<string> = new Set([
  "InternalServerException",
  "ServiceUnavailableException",
  "ThrottlingException",
  "ValidationException",
]);

/** The name of the exception that ends a stream: there are fewer of them, and they begin with a small letter. */
export function streamException(error: ParleyError): string {
  const { name } = exceptionOf(error);
  const known = inStreams.has(name) ? name : "ModelStreamErrorException";
  return known.charAt(0).toLowerCase() + known.slice(1);
}

function exceptionOf({ code, status }: ParleyError): Exception {
  const named = byCode[code] ?? byStatus[status];
  if (named !== undefined) return named;
  return status >= 500 ? of(500, "InternalServerException") : of(400, "ValidationException");
}
