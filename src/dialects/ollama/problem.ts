import type { Dialect } from "../../spec/dialect.ts";
import type { ParleyError } from "../../spec/errors.ts";

/** An error of this protocol is a sentence, and nothing else. */
export function problemBody(error: ParleyError): { readonly error: string } {
  return { error: error.message };
}

export function problem(error: ParleyError): ReturnType<Dialect["problem"]> {
  const { retryAfterMs } = error;
  return {
    status: error.status,
    body: problemBody(error),
    ...(retryAfterMs !== undefined && {
      headers: { "retry-after": String(Math.ceil(retryAfterMs / 1000)) },
    }),
  };
}
