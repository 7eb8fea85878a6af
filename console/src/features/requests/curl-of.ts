import type { WholeRequest } from "../../api/requests.ts";
import { shellText } from "../../ui/shell-text.ts";

/** The same call from a terminal, at an address such as `http://127.0.0.1:4242`; the key stays in the environment. */
export function curlOf(
  { method, endpoint }: Pick<WholeRequest, "method" | "endpoint">,
  body: string,
  origin: string,
) {
  const lines = [
    `curl -X ${method} ${shellText(`${origin}${endpoint}`)}`,
    `-H "Authorization: Bearer $OPENAI_API_KEY"`,
    `-H 'Content-Type: application/json'`,
    `-d ${shellText(body)}`,
  ];
  return lines.join(" \\\n  ");
}

/** Whether it is kept whole: what is long is cut behind its beginning. */
export function isWhole(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
