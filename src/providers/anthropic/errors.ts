import { lookUp } from "../../lib/look-up.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import { codeOf, upstreamFault, type UpstreamWords } from "../upstream/errors.ts";
import { isObject, words } from "../upstream/json.ts";

interface Fault {
  /** Absent for an error inside a stream. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body, or whatever the upstream sent. */
  readonly body: unknown;
  /** The model that was asked for. */
  readonly model?: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Says in our words what an error of the Messages API means. */
export function messagesError({ body, ...fault }: Fault): ParleyError {
  const said = readWords(body);
  return upstreamFault({ ...fault, words: said, code: classify(fault.status, said) });
}

/** `{type: "error", error: {type, message, details: {error_code}}, request_id}` */
function readWords(body: unknown): UpstreamWords {
  const error = isObject(body) ? body["error"] : undefined;
  if (!isObject(error)) return typeof error === "string" ? { message: error } : {};
  const details = isObject(error["details"]) ? error["details"] : {};
  return {
    message: words(error["message"]),
    type: words(error["type"]),
    code: words(details["error_code"]),
  };
}

/** What its API reference says of each type (https://platform.claude.com/docs/en/api/errors). */
const byType: Readonly<Record<string, ErrorCode>> = {
  authentication_error: "upstream_credentials",
  billing_error: "upstream_quota",
  permission_error: "upstream_credentials",
  not_found_error: "model_not_found",
  request_too_large: "request_too_large",
  rate_limit_error: "rate_limit_exceeded",
  timeout_error: "upstream_timeout",
  api_error: "upstream_failed",
  overloaded_error: "upstream_overloaded",
};

/** More exact than the type: what the operator's account ran out of does not come back after a moment. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  contract_spend_limit_reached: "upstream_quota",
  enforced_spend_limit_reached: "upstream_quota",
  linked_organization_spend_limit_reached: "upstream_quota",
  linked_organization_billing_unavailable: "upstream_quota",
  organization_on_hold: "upstream_credentials",
};

/**
 * `invalid_request_error` is one type for three things, which only its sentence tells apart: two of them are not the
 * caller's fault or have a word of their own. Where the wording changes, the caller is told that sentence instead.
 */
const bySentence: readonly (readonly [RegExp, ErrorCode])[] = [
  [/^prompt is too long\b/i, "context_length_exceeded"],
  [/^input length and `max_tokens` exceed context limit\b/i, "context_length_exceeded"],
  [/^your credit balance is too low\b/i, "upstream_quota"],
  [/^you have reached your specified (?:workspace )?API usage limits\b/i, "upstream_quota"],
];

function classify(status: number | undefined, said: UpstreamWords): ErrorCode {
  const named = lookUp(byCode, said.code) ?? lookUp(byType, said.type);
  if (named !== undefined) return named;
  if (said.type !== "invalid_request_error") return codeOf(status);
  const known = bySentence.find(([pattern]) => pattern.test(said.message ?? ""));
  return known?.[1] ?? codeOf(status ?? 400);
}
