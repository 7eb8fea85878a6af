import type { IncomingMessage } from "node:http";
import { retryHeaders } from "../../dialects/openai/problem.ts";
import type { ErrorCode, ParleyError } from "../../spec/errors.ts";
import { openAiForm, type ProblemForm } from "../problem-form.ts";

const words: Partial<Readonly<Record<ErrorCode, string>>> = {
  missing_api_key: "invalid_client",
  invalid_api_key: "invalid_client",
  key_expired: "invalid_client",
  address_not_allowed: "invalid_client",
  origin_not_allowed: "invalid_client",
  insufficient_scope: "invalid_scope",
};

/** Failures as RFC 6749 wants them, section 5.2. */
export function oauthForm(request: IncomingMessage): ProblemForm {
  return {
    ...openAiForm,
    present(error) {
      const word = wordOf(error);
      const status = word === "invalid_client" ? 401 : statusOf(error);
      const basic = word === "invalid_client" && /^basic /i.test(request.headers.authorization ?? "");
      return {
        status,
        body: { error: word, error_description: plain(error.message) },
        headers: {
          ...retryHeaders(error),
          pragma: "no-cache",
          ...(word === "invalid_client" && {
            "www-authenticate": basic ? 'Basic realm="parley", charset="UTF-8"' : 'Bearer realm="parley"',
          }),
        },
      };
    },
  };
}

/** Section 5.2 has 400 for everything; that something is too large or too often keeps its own. */
function statusOf({ status }: ParleyError): number {
  return status >= 500 || status === 413 || status === 429 ? status : 400;
}

function wordOf({ code, status, param }: ParleyError): string {
  const known = words[code];
  if (known !== undefined) return known;
  if (status === 429) return "temporarily_unavailable";
  if (status >= 500) return status === 503 ? "temporarily_unavailable" : "server_error";
  if (param === "grant_type" && code === "invalid_value") return "unsupported_grant_type";
  return param === "resource" ? "invalid_target" : "invalid_request";
}

/** Section 5.2 allows no other characters in a description. */
function plain(text: string): string {
  return text.replaceAll('"', "'").replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "?");
}
