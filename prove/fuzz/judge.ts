/** What must never come back, whatever was asked. */
import type { Heard } from "./ask-raw.ts";
import type { FuzzRequest } from "./requests.ts";

/** Words of a program's inside. */
const inside = /\bat (?:async )?[\w.<>]+ \((?:file|node):|node:internal|\/src\/\w+\/|SQLITE_|\bZodError\b/;

/** What is wrong with an answer; `undefined` when nothing is. */
export function faultOf(request: FuzzRequest, heard: Heard): string | undefined {
  const { status, head, body } = heard;
  const { credential, door, method } = request;
  if (status === 0) return heard.isLate ? "no answer in time" : "the connection was closed without an answer";
  if (heard.isLate) return "the answer did not come to its end";
  const isOverload = status === 503 && head.includes("retry-after: ");
  // A caller may say how long a call may take, and is then told that it took longer.
  const isOwnWish = status === 504 && body.includes("x-parley-timeout");
  if (status >= 500 && !isOverload && !isOwnWish) return `${status}`;
  if (status >= 300 && status < 400 && !door.path.startsWith("/auth/sso/")) return `a redirect, ${status}`;
  if (inside.test(body)) return "the answer shows the program's inside";
  const isIn = status < 300 && method !== "HEAD" && method !== "OPTIONS";
  // Whoever asks another door than its own, by a `..` or by another method, may well ask an open one.
  if (isIn && !credential.isGood && !door.open && !isOpen(request)) return "let in without a credential";
  if (status >= 400 && method !== "HEAD" && door.path.startsWith("/v1/") && !isError(body))
    return `${status} without an error that says why`;
  return undefined;
}

/** Whether the address, read in the plainest way, is one for everybody. */
function isOpen({ bytes, isPlain }: FuzzRequest): boolean {
  if (isPlain) return false;
  const target = /^\S+ (\S+)/.exec(bytes.toString("latin1", 0, 20_000))?.[1] ?? "";
  return /^\/+(?:healthz|readyz|metrics|openapi\.json|auth\/options|\.well-known\/[\w-]+)\/?(?:[?#;].*)?$/.test(
    target,
  );
}

/** OpenAI's form, or Anthropic's. */
function isError(body: string): boolean {
  const text = body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1);
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: unknown } };
    return typeof error?.message === "string";
  } catch {
    return false;
  }
}
