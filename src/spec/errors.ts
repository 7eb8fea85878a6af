import type { LimitState } from "./limit.ts";
import type { ContextReport } from "./context-report.ts";
import type { RouteReport } from "./route-report.ts";

/**
 * Every way in which Parley can fail, in one closed table.
 *
 * `status` and `type` are what the OpenAI protocol says for the case, `code` is the word on the wire
 * (`null` where the protocol has none), `retryable` says whether the same call may succeed later,
 * and `sentence` is safe to show to a stranger: it names no host, path, key or internal state.
 */
interface ErrorRow {
  readonly status: number;
  readonly type: "invalid_request_error" | "requests" | "tokens" | "insufficient_quota" | "server_error";
  readonly code: string | null;
  readonly retryable: boolean;
  readonly sentence: string;
}

const invalid = (status: number, code: string | null, sentence: string): ErrorRow => ({
  status,
  type: "invalid_request_error",
  code,
  retryable: false,
  sentence,
});

const ours = (status: number, code: string | null, retryable: boolean, sentence: string): ErrorRow => ({
  status,
  type: "server_error",
  code,
  retryable,
  sentence,
});

export const errorTable = {
  // The caller's identity
  missing_api_key: invalid(
    401,
    null,
    "You didn't provide an API key. Send it in the header `Authorization: Bearer YOUR_KEY`.",
  ),
  invalid_api_key: invalid(401, "invalid_api_key", "Incorrect API key provided."),
  invalid_token: invalid(401, "invalid_token", "This token is not accepted."),
  token_issuer_unavailable: ours(
    503,
    null,
    true,
    "The keys of this token's issuer cannot be had at the moment. Please try again later.",
  ),
  key_expired: invalid(401, "key_expired", "This API key has expired."),
  login_refused: invalid(401, "login_refused", "This e-mail address and password do not go together."),
  code_required: invalid(401, "code_required", "This account needs a code of its authenticator app as well."),
  session_ended: invalid(401, "session_ended", "You are not signed in, or not any more. Please sign in."),
  sign_in_again: invalid(401, "sign_in_again", "Please show that it is still you: send your password."),
  cross_origin: invalid(403, "cross_origin", "A signed-in browser asks from Parley's own pages alone."),
  credential_misplaced: invalid(400, "invalid_request", "Send one API key, in one header."),
  permission_denied: invalid(403, null, "This key may not do that."),
  insufficient_scope: invalid(403, "insufficient_scope", "This key may not use this part of the API."),
  address_not_allowed: invalid(403, "address_not_allowed", "This key may not be used from this address."),
  origin_not_allowed: invalid(403, "origin_not_allowed", "This key may not be used from this page."),
  model_not_allowed: invalid(403, "model_not_allowed", "This key may not use this model."),

  // The address
  unknown_route: invalid(404, null, "Unknown request URL."),
  method_not_allowed: invalid(405, null, "Method not allowed."),
  not_found: invalid(404, null, "No such object."),
  conflict: invalid(409, null, "Something else is at work on this object. Please try again later."),
  conversation_locked: {
    status: 409,
    type: "invalid_request_error",
    code: "conversation_locked",
    retryable: true,
    sentence: "Another turn of this conversation is being answered. Please try again in a moment.",
  },
  previous_response_not_found: invalid(
    400,
    "previous_response_not_found",
    "The previous response was not found. It was not stored, was deleted or has expired.",
  ),
  model_not_found: invalid(
    404,
    "model_not_found",
    "The model does not exist or you do not have access to it.",
  ),

  model_unavailable: invalid(
    400,
    "model_unavailable",
    "Nobody who stands behind the model can take this call.",
  ),

  // The idempotency key
  idempotency_key_in_use: {
    status: 409,
    type: "invalid_request_error",
    code: "idempotency_key_in_use",
    retryable: true,
    sentence: "A request with this idempotency key is being answered. Its answer can be had shortly.",
  },
  idempotency_key_reused: invalid(
    422,
    "idempotency_key_reused",
    "This idempotency key was used for another request. Use a new key for a new request.",
  ),
  idempotency_answer_lost: invalid(
    410,
    "idempotency_answer_lost",
    "The request with this idempotency key was answered, but its answer cannot be repeated: it was too large to be kept, or the secret of the data folder has changed. Use a new key to ask again.",
  ),

  // The body
  request_too_large: invalid(413, null, "The request body is too large."),
  unsupported_media_type: invalid(415, null, "Send the body as `content-type: application/json`."),
  headers_too_large: invalid(431, null, "The request headers are too large."),
  malformed_request: invalid(400, null, "This is not a valid HTTP request."),
  tls_required: invalid(
    400,
    null,
    "This port speaks TLS alone: use https:// in the address. A key that was sent with this request has travelled in clear text.",
  ),
  expectation_failed: invalid(417, null, "This expectation cannot be met."),
  request_timeout: invalid(408, null, "The request did not arrive in time."),
  invalid_json: invalid(400, null, "We could not parse the JSON body of your request."),
  json_too_deep: invalid(400, null, "The JSON body is nested too deeply."),
  json_too_complex: invalid(400, null, "The JSON body has too many values."),
  missing_required_parameter: invalid(400, "missing_required_parameter", "A required parameter is missing."),
  invalid_type: invalid(400, "invalid_type", "A parameter has the wrong type."),
  invalid_value: invalid(400, "invalid_value", "A parameter has an invalid value."),
  decimal_above_max_value: invalid(400, "decimal_above_max_value", "A number is too large."),
  decimal_below_min_value: invalid(400, "decimal_below_min_value", "A number is too small."),
  integer_above_max_value: invalid(400, "integer_above_max_value", "An integer is too large."),
  integer_below_min_value: invalid(400, "integer_below_min_value", "An integer is too small."),
  empty_array: invalid(400, "empty_array", "A list must not be empty."),
  array_above_max_length: invalid(400, "array_above_max_length", "A list is too long."),
  empty_string: invalid(400, "empty_string", "A text must not be empty."),
  string_above_max_length: invalid(400, "string_above_max_length", "A text is too long."),
  unknown_parameter: invalid(400, "unknown_parameter", "There is no such parameter."),
  unsupported_parameter: invalid(400, "unsupported_parameter", "A parameter is not supported here."),
  context_length_exceeded: invalid(
    400,
    "context_length_exceeded",
    "The conversation is longer than the model's context. Please reduce its length.",
  ),

  // Limits
  rate_limit_exceeded: {
    status: 429,
    type: "requests",
    code: "rate_limit_exceeded",
    retryable: true,
    sentence: "Rate limit reached. Please try again later.",
  },
  token_limit_exceeded: {
    status: 429,
    type: "tokens",
    code: "rate_limit_exceeded",
    retryable: true,
    sentence: "Rate limit of tokens reached. Please try again later.",
  },
  budget_contended: {
    status: 429,
    type: "requests",
    code: "rate_limit_exceeded",
    retryable: true,
    sentence:
      "What is left of the budget is set aside for other calls under way. Please try again in a moment.",
  },
  insufficient_quota: {
    status: 429,
    type: "insufficient_quota",
    code: "insufficient_quota",
    retryable: false,
    sentence: "You exceeded your current quota.",
  },

  price_unknown: invalid(
    403,
    "price_unknown",
    "A budget in money applies to this call, and the price of the model is unknown. It can be set under `prices` in the settings.",
  ),

  // The upstream
  upstream_rejected: invalid(400, null, "The model's provider rejected the request."),
  upstream_credentials: ours(502, null, false, "The model's provider refused Parley's credentials."),
  upstream_quota: ours(
    503,
    null,
    false,
    "The account that Parley uses at the model's provider is out of quota.",
  ),
  upstream_unreachable: ours(502, null, true, "The model's provider could not be reached."),
  upstream_overloaded: ours(503, null, true, "The model's provider is overloaded. Please try again later."),
  upstream_failed: ours(502, null, true, "The model's provider failed."),
  upstream_invalid: ours(502, null, true, "The model's provider sent an answer that makes no sense."),
  upstream_truncated: ours(502, null, true, "The model's provider broke off in the middle of the answer."),
  upstream_timeout: ours(504, null, true, "The model's provider did not answer in time."),

  answer_unfit: ours(
    502,
    null,
    true,
    "The model's answer does not match the JSON schema that was asked for.",
  ),

  // Parley itself
  unsupported_by_provider: invalid(400, "unsupported_parameter", "The model's provider cannot do that."),
  cancelled: ours(499, null, false, "The call was cancelled."),
  storage_unavailable: ours(503, null, true, "Parley's storage is unavailable. Please try again later."),
  server_overloaded: ours(
    503,
    "server_overloaded",
    true,
    "Parley is at work on as many calls as it can bear. Please try again shortly.",
  ),
  shutting_down: ours(503, null, true, "Parley is shutting down. Please try again."),
  internal: ours(500, null, true, "Parley had an internal error. It has been logged."),
} as const satisfies Record<string, ErrorRow>;

/** The closed union: what `ParleyError.code` can be. */
export type ErrorCode = keyof typeof errorTable;

/**
 * What an upstream has of a request that failed: nothing of it; it has answered that it failed; or nobody knows, and it
 * may be at work on it, or have done it.
 */
export type Sent = "no" | "answered" | "unknown";

export interface ErrorDetails {
  /** Shown to the caller instead of the table's sentence. Must be safe to show to a stranger. */
  readonly message?: string;
  /** Path of the fault in the caller's input, such as `messages[0].role`. */
  readonly param?: string;
  /** Milliseconds after which another try may succeed. */
  readonly retryAfterMs?: number;
  /** How the limits stand that judged the call. */
  readonly limits?: readonly LimitState[];
  /** What the upstream has of the request; absent where the code says it, or nothing was to be sent. */
  readonly sent?: Sent;
  /** What OpenAI's protocol calls it, in the words of an upstream that speaks it: told instead of the table's. */
  readonly words?: { readonly type?: string; readonly code?: string };
  /** The upstream's own words, kept beside ours; for the log. */
  readonly raw?: { readonly status?: number; readonly type?: string; readonly code?: string };
  /** What led to it; for the log, never for the caller. */
  readonly cause?: unknown;
}

/**
 * A key in an address or in place of a model's name is said back to nobody: errors are logged, here and by callers.
 * Words that could be one for a program that looks for leaked keys are cut short, and no others.
 */
function withoutKeys(text: string): string {
  return text.includes("sk-parley-") ? text.replaceAll(/sk-parley-[0-9A-Za-z]{8,}/g, "sk-parley-…") : text;
}

/** The one error that Parley throws for everything that is not a programmer's mistake (`TypeError`). */
export class ParleyError extends Error {
  override readonly name = "ParleyError";
  readonly code: ErrorCode;
  readonly param: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly limits: ErrorDetails["limits"];
  readonly sent: ErrorDetails["sent"];
  readonly words: ErrorDetails["words"];
  readonly raw: ErrorDetails["raw"];
  /** Where the call had been before it failed; noted by the engine. */
  route: RouteReport | undefined;
  /** What was, or would have been, sent of the conversation; noted by the engine. */
  context: ContextReport | undefined;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(
      details.message === undefined ? errorTable[code].sentence : withoutKeys(details.message),
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.param = details.param === undefined ? undefined : withoutKeys(details.param);
    this.retryAfterMs = details.retryAfterMs;
    this.limits = details.limits;
    this.sent = details.sent;
    this.words = details.words;
    this.raw = details.raw;
  }

  /** HTTP status that the protocol gives this case. */
  get status(): number {
    return errorTable[this.code].status;
  }

  /** Whether the same call may succeed later. */
  get retryable(): boolean {
    return errorTable[this.code].retryable;
  }
}
