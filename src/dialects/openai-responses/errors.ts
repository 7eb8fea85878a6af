import { lookUp } from "../../lib/look-up.ts";
import { unwrappedPath } from "../../lib/unwrapped-path.ts";
import type { Dialect } from "../../spec/dialect.ts";
import { errorTable, type ParleyError } from "../../spec/errors.ts";
import type { EventLines } from "./event-line.ts";

/** The protocol's error: all four members, always. */
export interface WireError {
  readonly type: string;
  readonly code: string | null;
  readonly message: string;
  readonly param: string | null;
}

export function presentError(error: ParleyError): WireError {
  const row = errorTable[error.code];
  const param = error.param ?? (error.code === "model_not_found" ? "model" : undefined);
  return {
    type: error.words?.type ?? row.type,
    code: error.words?.code ?? row.code,
    message: error.message,
    param: param === undefined ? null : ownPath(param),
  };
}

/** What the chat dialect, in whose words everybody behind this one speaks, calls otherwise. */
const ownNames: Readonly<Record<string, string>> = {
  max_completion_tokens: "max_output_tokens",
  response_format: "text.format",
  verbosity: "text.verbosity",
  reasoning_effort: "reasoning.effort",
  // Which of the items a message came from is not known any more.
  messages: "input",
};

function ownPath(param: string): string {
  const unwrapped = unwrappedPath(param, "text.format");
  if (unwrapped !== undefined) return unwrapped;
  const end = param.search(/[.[]/);
  const name = lookUp(ownNames, end === -1 ? param : param.slice(0, end));
  return name ?? param;
}

/** The event of an error, in both shapes at once: flat as it is documented, nested as it is sent and read. */
export function errorLine(lines: EventLines, error: ParleyError): string {
  const shown = presentError(error);
  const { code, message, param } = shown;
  return lines.line("error", { code, message, param, error: shown });
}

/** `error` of a failed response, which has words of its own: a closed list. */
export function presentFailure(error: ParleyError): { readonly code: string; readonly message: string } {
  const { type } = errorTable[error.code];
  const limited = type === "requests" || type === "tokens" || type === "insufficient_quota";
  const faulty = type === "invalid_request_error";
  const code = limited ? "rate_limit_exceeded" : faulty ? "invalid_prompt" : "server_error";
  return { code, message: error.message };
}

/** The answer to a request that failed before anything of it was answered. */
export function problem(error: ParleyError): ReturnType<Dialect["problem"]> {
  const headers: Record<string, string> = {};
  if (error.retryAfterMs !== undefined) {
    headers["retry-after-ms"] = String(Math.ceil(error.retryAfterMs));
    headers["retry-after"] = String(Math.ceil(error.retryAfterMs / 1000));
  }
  // The official clients retry 429 and 5xx by themselves; where that is no use, they are told so.
  if (!error.retryable && (error.status === 429 || error.status >= 500)) headers["x-should-retry"] = "false";
  // A model is a member of the body here, and no address.
  const status = error.code === "model_not_found" ? 400 : error.status;
  return { status, body: { error: presentError(error) }, headers };
}
