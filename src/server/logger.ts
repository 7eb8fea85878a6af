import { type Logger, pino } from "pino";
import { ParleyError } from "../spec/errors.ts";
import type { LogLevel } from "./settings/settings.ts";

/**
 * One JSON object a line, on standard error: standard output belongs to people.
 * Written at once, so that the last words of a dying process are not lost.
 */
export function createLogger(level: LogLevel): Logger {
  const out = pino.destination({ dest: 2, sync: true });
  return pino(
    { level, base: null, serializers: { error: describeError } },
    { write: (line) => void out.write(line.replaceAll(beyondJson, escaped)) },
  );
}

/**
 * What JSON leaves as it is and terminals obey, or take for the end of a line: DEL, the second set of control
 * characters, and the two separators. They come from strangers, and stand within texts only.
 */
const beyondJson = /[\u007f-\u009f\u2028\u2029]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
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
