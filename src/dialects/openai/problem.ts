import { errorTable, type ParleyError } from "../../spec/errors.ts";

/** The protocol's error body: all four members, always. */
export interface ProblemBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

export function problemBody(error: ParleyError): ProblemBody {
  const row = errorTable[error.code];
  return {
    error: {
      message: error.message,
      type: error.words?.type ?? row.type,
      param: error.param ?? null,
      code: error.words?.code ?? row.code,
    },
  };
}

/** The headers that say when, and whether, the official clients shall try again by themselves. */
export function retryHeaders(error: ParleyError): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (error.retryAfterMs !== undefined) {
    headers["retry-after-ms"] = String(Math.ceil(error.retryAfterMs));
    headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  }
  // The official clients retry 429 and 5xx by themselves; where that is no use, they are told so.
  if (!error.retryable && (error.status === 429 || error.status >= 500)) headers["x-should-retry"] = "false";
  return headers;
}
