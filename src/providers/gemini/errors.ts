import { lookUp } from "../../lib/look-up.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import { callersParam } from "../upstream/callers-param.ts";
import { codeOf, upstreamFault, type UpstreamWords } from "../upstream/errors.ts";
import { isObject, type Json, words } from "../upstream/json.ts";
import { geminiParameters } from "./parameters.ts";

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

/** Says in our words what an error of Google's means: a `google.rpc.Status` (https://google.aip.dev/193). */
export function geminiError({ body, ...fault }: Fault): ParleyError {
  const status = readStatus(body);
  const details = detailsOf(status);
  const said: UpstreamWords = {
    message: words(status["message"]),
    type: words(status["status"]),
    code: words(details["ErrorInfo"]?.["reason"]),
    param: callersParam(geminiParameters, fieldOf(details["BadRequest"])),
  };
  const http = fault.status ?? (typeof status["code"] === "number" ? status["code"] : undefined);
  return upstreamFault({
    ...fault,
    status: http,
    words: said,
    code: classify(said, details["QuotaFailure"]) ?? codeOf(http),
    retryAfterMs: delayOf(details["RetryInfo"]),
  });
}

/** `{error:{…}}`, or a list of such where a stream was asked for. */
function readStatus(body: unknown): Json {
  const outer: unknown = Array.isArray(body) ? body[0] : body;
  const inner = isObject(outer) ? outer["error"] : undefined;
  if (typeof inner === "string") return { message: inner };
  return isObject(inner) ? inner : {};
}

/** The details by the last word of their type; the first of each. */
function detailsOf(status: Json): Readonly<Record<string, Json>> {
  const found: Record<string, Json> = {};
  const details = status["details"];
  for (const detail of Array.isArray(details) ? (details as readonly unknown[]).slice(0, 20) : []) {
    if (!isObject(detail)) continue;
    const name = words(detail["@type"])?.split(".").at(-1);
    if (name !== undefined && /^[A-Z][A-Za-z]{1,30}$/.test(name)) found[name] ??= detail;
  }
  return found;
}

function firstOf(value: unknown): Json | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isObject(first) ? first : undefined;
}

function fieldOf(badRequest: Json | undefined): string | undefined {
  return words(firstOf(badRequest?.["fieldViolations"])?.["field"])?.slice(0, 200);
}

const byStatus: Readonly<Record<string, ErrorCode>> = {
  INVALID_ARGUMENT: "upstream_rejected",
  OUT_OF_RANGE: "upstream_rejected",
  ALREADY_EXISTS: "upstream_rejected",
  UNIMPLEMENTED: "upstream_rejected",
  // "Billing is not enabled", "user location is not supported": what the operator's account lacks, not the request.
  FAILED_PRECONDITION: "upstream_credentials",
  UNAUTHENTICATED: "upstream_credentials",
  PERMISSION_DENIED: "upstream_credentials",
  NOT_FOUND: "model_not_found",
  RESOURCE_EXHAUSTED: "rate_limit_exceeded",
  ABORTED: "upstream_overloaded",
  UNAVAILABLE: "upstream_overloaded",
  DEADLINE_EXCEEDED: "upstream_timeout",
  CANCELLED: "upstream_failed",
  INTERNAL: "upstream_failed",
  UNKNOWN: "upstream_failed",
  DATA_LOSS: "upstream_failed",
};

/** A key that is wrong, expired or bound to somewhere else is told as a bad argument, with one of these reasons. */
const keyReason = /^API_KEY_/;

/** A prompt that is too long is a bad argument like others: only its sentence tells it. */
const tooLong = /token count.{0,40}exceeds the maximum number of tokens/i;

function classify(said: UpstreamWords, quota: Json | undefined): ErrorCode | undefined {
  const { type = "", code = "", message = "" } = said;
  if (keyReason.test(code)) return "upstream_credentials";
  if (type === "INVALID_ARGUMENT" && tooLong.test(message.slice(0, 1000))) return "context_length_exceeded";
  if (type === "RESOURCE_EXHAUSTED" && usedUp(quota)) return "upstream_quota";
  return lookUp(byStatus, type);
}

/** A quota of a day is not refilled while somebody waits. One of a minute is a rate. */
function usedUp(quota: Json | undefined): boolean {
  const violations = quota?.["violations"];
  if (!Array.isArray(violations)) return false;
  return violations
    .slice(0, 20)
    .some((violation: unknown) => isObject(violation) && /PerDay/.test(words(violation["quotaId"]) ?? ""));
}

/** `google.protobuf.Duration` in JSON: seconds with up to nine decimals. A day and more is taken for a mistake. */
function delayOf(retryInfo: Json | undefined): number | undefined {
  const match = /^(\d{1,5}(?:\.\d{1,9})?)s$/.exec(words(retryInfo?.["retryDelay"]) ?? "");
  const ms = match === null ? undefined : Math.ceil(Number(match[1]) * 1000);
  return ms === undefined || ms > 24 * 60 * 60 * 1000 ? undefined : ms;
}
