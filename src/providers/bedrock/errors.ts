import { lookUp } from "../../lib/look-up.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import { upstreamFault, type UpstreamWords } from "../upstream/errors.ts";
import { isObject, words } from "../upstream/json.ts";
import type { Refusal } from "../upstream/stream.ts";

/** Amazon's names of what went wrong, as in the documents of Bedrock Runtime and of all its services. */
const byName: Readonly<Record<string, ErrorCode>> = {
  accessdeniedexception: "upstream_credentials",
  conflictexception: "upstream_rejected",
  expiredtokenexception: "upstream_credentials",
  incompletesignatureexception: "upstream_credentials",
  internalfailure: "upstream_failed",
  internalserverexception: "upstream_failed",
  invalidsignatureexception: "upstream_credentials",
  missingauthenticationtokenexception: "upstream_credentials",
  modelerrorexception: "upstream_failed",
  modelnotreadyexception: "upstream_overloaded",
  modelstreamerrorexception: "upstream_failed",
  modeltimeoutexception: "upstream_timeout",
  resourcenotfoundexception: "model_not_found",
  servicequotaexceededexception: "upstream_quota",
  serviceunavailableexception: "upstream_overloaded",
  throttlingexception: "rate_limit_exceeded",
  unrecognizedclientexception: "upstream_credentials",
  validationexception: "upstream_rejected",
};

/**
 * A conversation that is too long, and a model that does not exist, are the same exception as everything else that is
 * wrong with a request: only the message tells them apart.
 */
const tooLong =
  /\btoo long\b|\btoo many (?:input )?tokens\b|maximum context length|context window|exceeds? the maximum number of (?:input )?tokens/i;
const noModel = /model identifier is invalid/i;

/** Says in our words what a refusal of Amazon's means. */
export function refused(refusal: Refusal): ParleyError {
  const { status, headers, body, model, now } = refusal;
  const header = headers["x-amzn-errortype"];
  const said = readWords(body, typeof header === "string" ? header : undefined);
  return upstreamFault({ status, headers, words: said, code: classify(said), model, now });
}

/** The same for an exception inside a stream, which has a name of its own and no status. */
export function exception(name: string | undefined, body: unknown, now: number): ParleyError {
  const said = readWords(body, name);
  return upstreamFault({ words: said, code: classify(said), now });
}

/**
 * The name comes in a header (`ValidationException:http://…`), else as `__type` (`com.amazonaws…#ValidationException`)
 * or `code` in the body. https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
function readWords(body: unknown, header: string | undefined): UpstreamWords {
  const inner = isObject(body) ? body : {};
  const name = header ?? words(inner["__type"]) ?? words(inner["code"]);
  return {
    message: words(inner["message"]) ?? words(inner["Message"]),
    type: name?.split(":", 1)[0]?.split("#").at(-1)?.slice(0, 100),
  };
}

/** `undefined` for a name that is not known: then the status says what it can. */
function classify({ type = "", message = "" }: UpstreamWords): ErrorCode | undefined {
  const code = lookUp(byName, type.toLowerCase());
  if (code !== "upstream_rejected") return code;
  if (tooLong.test(message)) return "context_length_exceeded";
  return noModel.test(message) ? "model_not_found" : code;
}
