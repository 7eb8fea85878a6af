import { ParleyError } from "../../../spec/errors.ts";
import type { WireError } from "./protocol.ts";

/** An error as it travels; what is no `ParleyError` becomes `upstream_failed` with `sentence`. */
export function toWire(error: unknown, sentence?: string): WireError {
  if (error instanceof ParleyError) {
    return {
      type: "error",
      code: error.code,
      message: error.message,
      ...(error.param !== undefined && { param: error.param }),
      ...(error.cause !== undefined && { cause: words(error.cause) }),
    };
  }
  const failed = new ParleyError("upstream_failed", sentence === undefined ? {} : { message: sentence });
  return { type: "error", code: failed.code, message: failed.message, cause: words(error) };
}

export function fromWire({ code, message, param, cause }: WireError): ParleyError {
  return new ParleyError(code, {
    message,
    ...(param !== undefined && { param }),
    ...(cause !== undefined && { cause: new Error(cause) }),
  });
}

function words(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
