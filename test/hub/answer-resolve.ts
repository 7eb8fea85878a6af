import { announced } from "./announced.ts";
import { answerError } from "./answer-error.ts";
import type { HubExchange, WantedFile } from "./hub-state.ts";
import { sendFile } from "./send-file.ts";

/** A small file itself; of a large one its hash, its size and a signed address on the download host. */
export async function answerResolve(exchange: HubExchange, wanted: WantedFile): Promise<void> {
  const { request, response } = exchange;
  const { file, faults } = wanted;
  if (faults.status !== undefined) {
    if (faults.retryAfter !== undefined) response.setHeader("Retry-After", String(faults.retryAfter));
    return answerError(response, faults.status, undefined, `This file answers ${faults.status}.`);
  }
  if (!file.large && faults.redirect === undefined) return sendFile(exchange, wanted, `"${file.gitId}"`);

  const { size, sha256 } = announced(wanted);
  response.statusCode = 302;
  response.setHeader("Accept-Ranges", "bytes");
  response.setHeader("X-Linked-Size", String(size));
  if (sha256 !== undefined) response.setHeader("X-Linked-Etag", `"${sha256}"`);
  response.setHeader("Location", destination(exchange, wanted));
  response.setHeader("Content-Type", "text/plain; charset=utf-8");
  response.end(request.method === "HEAD" ? undefined : "Found. Redirecting");
}

function destination({ state, url }: HubExchange, { repository, file, faults }: WantedFile): string {
  const round = Number(url.searchParams.get("round") ?? 0);
  if (faults.redirect === "loop") return `${state.hubUrl}${url.pathname}?round=${round + 1}`;
  if (faults.redirect !== undefined) return faults.redirect;
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return `${state.cdnUrl}/${repository}/${path}?expires=3600&signature=${state.links++}`;
}
