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

/** Says in our words what an error of this dialect means. */
export function upstreamError({ body, ...fault }: Fault): ParleyError {
  const said = readWords(body);
  return upstreamFault({ ...fault, words: said, openAi: true, code: classify(fault.status, said) });
}

/** Upstreams write `{error:{…}}`, `{error:"…"}`, `{message}`, `{detail}` or `[{error}]`. */
function readWords(body: unknown): UpstreamWords {
  const outer = Array.isArray(body) ? (body[0] as unknown) : body;
  if (!isObject(outer)) return {};
  const inner = outer["error"] ?? outer;
  if (typeof inner === "string") return { message: inner };
  if (!isObject(inner)) return {};
  const code = inner["code"];
  return {
    message: words(inner["message"]) ?? words(inner["detail"]),
    type: words(inner["type"]),
    code: typeof code === "number" ? String(code) : words(code),
    param: words(inner["param"]),
  };
}

/** The provider's words are more exact than its status where it has them. */
const byCode: Readonly<Record<string, ErrorCode>> = {
  context_length_exceeded: "context_length_exceeded",
  // Azure's filters; in the middle of a stream, where no status says whose fault it is, too.
  content_filter: "upstream_rejected",
  insufficient_quota: "upstream_quota",
  rate_limit_exceeded: "rate_limit_exceeded",
  model_not_found: "model_not_found",
  invalid_api_key: "upstream_credentials",
};

function classify(status: number | undefined, said: UpstreamWords): ErrorCode {
  const named = lookUp(byCode, said.code) ?? lookUp(byCode, said.type);
  if (named !== undefined) return named;
  // Inside a stream some upstreams write the status as the code.
  return codeOf(status ?? (/^\d{3}$/.test(said.code ?? "") ? Number(said.code) : 500));
}
