import { retryAfterMs } from "../../lib/retry-after.ts";
import { type ErrorCode, type ErrorDetails, ParleyError } from "../../spec/errors.ts";
import { safeWords } from "./safe-words.ts";

/** Longest upstream message that is handed on. */
const longestMessage = 1000;

/** What an upstream says of its own refusal. */
export interface UpstreamWords {
  readonly message?: string | undefined;
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  /** Path of the fault in the caller's request, in the chat dialect's words; see `callersParam`. */
  readonly param?: string | undefined;
}

export interface UpstreamFault {
  /** Absent for an error inside a stream. */
  readonly status?: number | undefined;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
  readonly words: UpstreamWords;
  /** Its type and code are words of OpenAI's protocol, and may be told to whoever speaks that. */
  readonly openAi?: true;
  /** What the upstream's own words say; before what its status says. */
  readonly code?: ErrorCode | undefined;
  /** The model that was asked for. */
  readonly model?: string | undefined;
  /** When another try may succeed, where the body says it, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Unix milliseconds. */
  readonly now: number;
}

/**
 * Says in our words what an upstream's error means. Its own message is handed on only where it speaks
 * of the caller's request, without keys and addresses: elsewhere it may name the operator's organisation.
 */
export function upstreamFault(fault: UpstreamFault): ParleyError {
  const { words, model } = fault;
  const code = fault.code ?? codeOf(fault.status);
  const about = code === "upstream_rejected" || code === "context_length_exceeded";
  const wait = fault.retryAfterMs ?? (fault.headers && waitOf(fault.headers, fault.now));
  const raw: { status?: number; type?: string; code?: string } = {};
  if (fault.status !== undefined) raw.status = fault.status;
  if (words.type !== undefined) raw.type = words.type;
  if (words.code !== undefined) raw.code = words.code;
  const details: { -readonly [name in keyof ErrorDetails]: ErrorDetails[name] } = { raw, sent: "answered" };
  if (code === "model_not_found" && model !== undefined) {
    details.message = `The model \`${model.slice(0, 100)}\` does not exist at its provider, or Parley's account there has no access to it.`;
  }
  if (about && words.message !== undefined)
    details.message = safeWords(words.message.slice(0, longestMessage));
  if (about && words.param !== undefined) details.param = words.param;
  if (fault.openAi === true && code === "upstream_rejected") details.words = ownWords(words);
  if (wait !== undefined) details.retryAfterMs = wait;
  return new ParleyError(code, details);
}

/** Some servers write the status as the code, which says nothing in a dialect that has words for codes. */
function ownWords({ type, code }: UpstreamWords): NonNullable<ErrorDetails["words"]> {
  return {
    ...(type !== undefined && { type }),
    ...(code !== undefined && !/^\d+$/.test(code) && { code }),
  };
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

/** What a status means by itself; for none, that the upstream failed. */
export function codeOf(status = 500): ErrorCode {
  const known = byStatus[status];
  if (known !== undefined) return known;
  if (status >= 500) return "upstream_failed";
  return status >= 400 ? "upstream_rejected" : "upstream_invalid";
}

function waitOf(headers: NonNullable<UpstreamFault["headers"]>, now: number): number | undefined {
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  return retryAfterMs(
    { "retry-after-ms": one(headers["retry-after-ms"]), "retry-after": one(headers["retry-after"]) },
    now,
  );
}
