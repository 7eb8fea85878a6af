import { type ErrorCode, ParleyError } from "../spec/errors.ts";

/** What says that whoever called could not show who he is. That nothing was sent is no try. */
export const wrongCredentials: ReadonlySet<ErrorCode> = new Set([
  "invalid_api_key",
  "key_expired",
  "invalid_token",
]);

/** What was wrong with a call that was told something else because too many like it had come; else the error as it is. */
export function underlying(error: ParleyError | undefined): ParleyError | undefined {
  const cause = error?.cause;
  return cause instanceof ParleyError && wrongCredentials.has(cause.code) ? cause : error;
}
