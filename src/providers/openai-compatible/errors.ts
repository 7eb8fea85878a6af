import { retryAfterMs } from "../../lib/retry-after.ts";
import { type ErrorCode, type ErrorDetails, ParleyError } from "../../spec/errors.ts";
import { isObject } from "./wire.ts";

/** Longest upstream message that is handed on. */
const longestMessage = 1000;

interface UpstreamFault {
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

/**
 * Says in our words what an upstream's error means. Its own message is handed on only where it speaks
 * of the caller's request: elsewhere it may name the operator's organisation, key or hosts.
 */
export function upstreamError(fault: UpstreamFault): ParleyError {
  const words = readWords(fault.body);
  const code = classify(fault.status, words);
  const about = code === "upstream_rejected" || code === "context_length_exceeded";
  const wait = fault.headers === undefined ? undefined : waitOf(fault.headers, fault.now);
  const raw: { status?: number; type?: string; code?: string } = {};
  if (fault.status !== undefined) raw.status = fault.status;
  if (words.type !== undefined) raw.type = words.type;
  if (words.code !== undefined) raw.code = words.code;
  const details: { -readonly [name in keyof ErrorDetails]: ErrorDetails[name] } = { raw };
  if (code === "model_not_found" && fault.model !== undefined) {
    details.message = `The model \`${fault.model.slice(0, 100)}\` does not exist at its provider, or Parley's account there has no access to it.`;
  }
  if (about && words.message !== undefined) details.message = words.message.slice(0, longestMessage);
  if (about && words.param !== undefined) details.param = words.param;
  if (wait !== undefined) details.retryAfterMs = wait;
  return new ParleyError(code, details);
}

interface Words {
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly param?: string | undefined;
}

/** Upstreams write `{error:{…}}`, `{error:"…"}`, `{message}`, `{detail}` or `[{error}]`. */
function readWords(body: unknown): Words {
  const outer = Array.isArray(body) ? (body[0] as unknown) : body;
  if (!isObject(outer)) return {};
  const inner = outer["error"] ?? outer;
  if (typeof inner === "string") return { message: inner };
  if (!isObject(inner)) return {};
  const code = inner["code"];
  return {
    message: text(inner["message"]) ?? text(inner["detail"]),
    type: text(inner["type"]),
    code: typeof code === "number" ? String(code) : text(code),
    param: text(inner["param"]),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

const byStatus: Readonly<Record<number, ErrorCode>> = {
  400: "upstream_rejected",
  401: "upstream_credentials",
  402: "upstream_quota",
  403: "upstream_credentials",
  404: "model_not_found",
  408: "upstream_timeout",
  413: "request_too_large",
  415: "upstream_rejected",
  422: "upstream_rejected",
  429: "rate_limit_exceeded",
  503: "upstream_overloaded",
  504: "upstream_timeout",
  529: "upstream_overloaded",
};

/** The provider's words are more exact than its status where it has them. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  context_length_exceeded: "context_length_exceeded",
  insufficient_quota: "upstream_quota",
  rate_limit_exceeded: "rate_limit_exceeded",
  model_not_found: "model_not_found",
  invalid_api_key: "upstream_credentials",
};

function classify(status: number | undefined, words: Words): ErrorCode {
  const named = byCode[words.code ?? ""] ?? byCode[words.type ?? ""];
  if (named !== undefined) return named;
  // Inside a stream some upstreams write the status as the code.
  const number = status ?? (/^\d{3}$/.test(words.code ?? "") ? Number(words.code) : 500);
  const known = byStatus[number];
  if (known !== undefined) return known;
  if (number >= 500) return "upstream_failed";
  return number >= 400 ? "upstream_rejected" : "upstream_invalid";
}

function waitOf(headers: NonNullable<UpstreamFault["headers"]>, now: number): number | undefined {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  return retryAfterMs(
    { "retry-after-ms": one(headers["retry-after-ms"]), "retry-after": one(headers["retry-after"]) },
    now,
  );
}
