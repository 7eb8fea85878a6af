import { lookUp } from "../../lib/look-up.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import { callersParam } from "../upstream/callers-param.ts";
import { codeOf, upstreamFault, type UpstreamWords } from "../upstream/errors.ts";
import { isObject, words } from "../upstream/json.ts";
import { parameters } from "./parameters.ts";

interface Fault {
  /** Absent for an error inside a stream. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>>;
  /** The parsed body, an event of the type `error`, a failed response, or whatever the upstream sent. */
  readonly body: unknown;
  /** The model that was asked for. */
  readonly model?: string;
  /** Unix milliseconds. */
  readonly now: number;
}

/** Says in our words what an error of this dialect means. */
export function upstreamError({ body, ...fault }: Fault): ParleyError {
  const said = readWords(body);
  return upstreamFault({ ...fault, words: said, openAi: true, code: classify(fault.status, said) });
}

/**
 * Bodies are `{error:{…}}`. Events of the type `error` are documented flat and arrive nested; a flat one's `type` is
 * the event's, and says nothing. Other servers write `{error:"…"}`, `{message}` or `{detail}`.
 */
function readWords(body: unknown): UpstreamWords {
  if (!isObject(body)) return {};
  const inner = body["error"] ?? body;
  if (typeof inner === "string") return { message: inner };
  if (!isObject(inner)) return {};
  const code = inner["code"];
  const type = words(inner["type"]);
  return {
    message: words(inner["message"]) ?? words(inner["detail"]),
    type: type === "error" ? undefined : type,
    code: typeof code === "number" ? String(code) : words(code),
    param: paramOf(words(inner["param"])),
  };
}

/** The conversation is one list in either protocol, but not place for place the same. */
function paramOf(path: string | undefined): string | undefined {
  return path !== undefined && /^(?:input|instructions)\b/.test(path)
    ? "messages"
    : callersParam(parameters, path);
}

/** The upstream's words are more exact than its status where it has them. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  context_length_exceeded: "context_length_exceeded",
  insufficient_quota: "upstream_quota",
  rate_limit_exceeded: "rate_limit_exceeded",
  model_not_found: "model_not_found",
  invalid_api_key: "upstream_credentials",
  server_is_overloaded: "upstream_overloaded",
  slow_down: "upstream_overloaded",
};

/** What these words mean where no status stands beside them: inside a stream. */
const withoutStatus: Readonly<Record<string, ErrorCode>> = {
  invalid_request_error: "upstream_rejected",
  invalid_prompt: "upstream_rejected",
  bio_policy: "upstream_rejected",
  misalignment_policy_violation: "upstream_rejected",
  data_residency_mismatch: "upstream_rejected",
  tokens: "rate_limit_exceeded",
  requests: "rate_limit_exceeded",
  too_many_requests: "rate_limit_exceeded",
};

/** The dozen codes about pictures of the request: `invalid_image_url`, `image_too_large`, `failed_to_download_image`, … */
const aboutImages = /(^|_)image(_|$)/;

function classify(status: number | undefined, said: UpstreamWords): ErrorCode {
  const { code = "", type = "" } = said;
  const named = lookUp(byCode, code) ?? lookUp(byCode, type);
  if (named !== undefined) return named;
  if (status !== undefined) return codeOf(status);
  if (aboutImages.test(code)) return "upstream_rejected";
  const told = lookUp(withoutStatus, code) ?? lookUp(withoutStatus, type);
  // Some servers write the status as the code.
  return told ?? codeOf(/^\d{3}$/.test(code) ? Number(code) : 500);
}
