import { ParleyError } from "../../spec/errors.ts";
import type { FoundResponse } from "../../spec/response.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";

/** The response of the address. One of another project looks like one that does not exist. */
export async function findResponse(
  deps: Pick<RouteDeps, "clock" | "responses" | "deadAfterMs">,
  exchange: Exchange,
): Promise<FoundResponse> {
  const id = exchange.params["id"] ?? "";
  const { responses, clock, deadAfterMs } = deps;
  const { projectId } = exchange.principal;
  const at = { now: clock.now(), deadAfterMs };
  const found = await responses.find(projectId, id, at);
  if (found === undefined) throw noResponse(id);
  if (found.lost !== true) return found;
  if (await responses.put(failed(found))) return failed(found);
  return (await responses.find(projectId, id, at)) ?? found;
}

export function noResponse(id: string): ParleyError {
  return new ParleyError("not_found", {
    message: `Response with id '${id.slice(0, 100).toWellFormed()}' not found.`,
  });
}

/** The process that made it died. */
function failed({ lost: _lost, thread: _thread, ...row }: FoundResponse): FoundResponse {
  const error = { code: "server_error", message: "Parley stopped while it made this response." };
  return { ...row, status: "failed", body: { ...row.body, status: "failed", error } };
}
