import { ParleyError } from "../../spec/errors.ts";

/**
 * What this API cannot do and another may: the call goes on to the next target, where there is one.
 *
 * @param param Name in the chat dialect.
 */
export function cannot(param: string, message: string): ParleyError {
  return new ParleyError("unsupported_by_provider", { message, param });
}
