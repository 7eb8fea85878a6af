import { errorTable, type ErrorCode, type ParleyError } from "../../spec/errors.ts";

/** Failures after which nobody knows what the upstream did, unless the error says more. */
const uncertain: ReadonlySet<ErrorCode> = new Set([
  "upstream_failed",
  "upstream_timeout",
  "upstream_invalid",
  "upstream_truncated",
]);

/** Whether the upstream may be at work on what it was sent, or have done it: to send it again may be to pay twice. */
export function isOutcomeUnknown({ code, sent, raw }: ParleyError): boolean {
  if (sent !== undefined) return sent === "unknown";
  return uncertain.has(code) && raw?.status === undefined;
}

/** What the caller did wrong is wrong everywhere; what an upstream cannot do, or hold, another one may. */
export function anotherMayAnswer({ code, raw }: ParleyError): boolean {
  // An upstream's word, and not our own bound on requests.
  if (code === "request_too_large") return raw?.status !== undefined;
  // Budgets hold wherever the call goes.
  if (code === "insufficient_quota" || code === "budget_contended") return false;
  if (code === "cancelled" || code === "storage_unavailable" || code === "internal") return false;
  return (
    code === "model_not_found" ||
    code === "context_length_exceeded" ||
    code === "price_unknown" ||
    code === "unsupported_by_provider" ||
    errorTable[code].status >= 429
  );
}

/** What may pass by itself: the upstream's limits, and its troubles. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "rate_limit_exceeded",
  "token_limit_exceeded",
  "upstream_unreachable",
  "upstream_overloaded",
  ...uncertain,
]);

/** Whether the same target may answer the same request later. */
export function sameMayAnswer({ code }: ParleyError): boolean {
  return passing.has(code);
}
