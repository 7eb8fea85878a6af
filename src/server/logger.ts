import { type Logger, pino } from "pino";
import { ParleyError } from "../spec/errors.ts";
import type { LogLevel } from "./settings/settings.ts";

/**
 * One JSON object a line, on standard error: standard output belongs to people.
 * Written at once, so that the last words of a dying process are not lost.
 */
export function createLogger(level: LogLevel): Logger {
  return pino(
    { level, base: null, serializers: { error: describeError } },
    pino.destination({ dest: 2, sync: true }),
  );
}

/** An error for the log: with its causes, which no caller ever sees. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    ...(error instanceof ParleyError && {
      code: error.code,
      ...(error.raw !== undefined && { raw: error.raw }),
    }),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}
