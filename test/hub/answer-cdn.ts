import { answerError } from "./answer-error.ts";
import { countUse, findFile, type HubExchange } from "./hub-state.ts";
import { sendFile } from "./send-file.ts";

/** The download host: whoever has a signed address may read. It wants no token, and must not be sent one. */
export async function answerCdn(exchange: HubExchange): Promise<void> {
  const { state, request, response, url } = exchange;
  const [, owner, name, ...path] = decodeURIComponent(url.pathname).split("/");
  const wanted = findFile(state, `${owner}/${name}`, path.join("/"));
  const signature = url.searchParams.get("signature");
  if (wanted === undefined || signature === null)
    return answerError(response, 403, undefined, "Access denied");
  if (request.headers.authorization !== undefined) {
    return answerError(response, 400, undefined, "Only one way of authentication is allowed");
  }
  const { linkUses = Infinity } = wanted.faults;
  if (countUse(state, signature) >= linkUses)
    return answerError(response, 403, undefined, "Request has expired");
  await sendFile(exchange, wanted, `"${wanted.file.sha256.slice(0, 32)}"`);
}
