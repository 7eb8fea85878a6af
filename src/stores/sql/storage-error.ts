import { ParleyError } from "../../spec/errors.ts";

/**
 * What a store throws for `cause`, whatever a database or its driver threw.
 * A programmer's mistake (`TypeError`) and an error of Parley's own stay as they are;
 * all else is `storage_unavailable` with the cause kept for the log.
 */
export function storageError(cause: unknown): ParleyError | TypeError {
  if (cause instanceof ParleyError || cause instanceof TypeError) return cause;
  return new ParleyError("storage_unavailable", { cause });
}
