import { errorLine } from "../../dialects/openai-responses/errors.ts";
import { EventLines } from "../../dialects/openai-responses/event-line.ts";
import { followEvents } from "../../engine/conversations/follow-events.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { FoundResponse } from "../../spec/response.ts";
import type { RouteDeps } from "../deps.ts";
import type { Exchange } from "../exchange.ts";
import { findResponse } from "./find-response.ts";

/**
 * The events of a response that is made in the background, behind the number `after`, and those still to come, whichever
 * process makes it. The last one is not among those that are kept: it is told by the response.
 */
export async function* followResponse(
  deps: RouteDeps,
  exchange: Exchange,
  after: number,
): AsyncGenerator<string, undefined> {
  const { id, projectId, body } = await findResponse(deps, exchange);
  if (body["background"] !== true) {
    throw new ParleyError("invalid_value", {
      message:
        "Only a response that was created with 'background' can be streamed again. Without 'stream', this one can be read as a whole.",
      param: "stream",
    });
  }
  yield ""; // the headers leave now, whenever the next event comes
  let last = after;
  try {
    const events = followEvents(deps, { projectId, responseId: id, after, signal: exchange.signal });
    for await (const { sequence, bytes } of events) {
      last = sequence;
      yield bytes.toString();
    }
  } catch (error) {
    const lost = error instanceof ParleyError && error.code === "upstream_truncated";
    if (lost) {
      yield lastEvents(await findResponse(deps, exchange), last);
      return undefined;
    }
    throw exchange.abortReason ?? error;
  }
  // A reader that has more than is kept has the last event as well.
  if (last === after && !(await isKept(deps, id, after))) return undefined;
  yield lastEvents(await findResponse(deps, exchange), last);
  return undefined;
}

async function isKept({ responses }: RouteDeps, id: string, sequence: number): Promise<boolean> {
  if (sequence < 0) return true;
  const [event] = await responses.events(id, sequence - 1, 1);
  return event?.sequence === sequence;
}

function lastEvents({ status, body }: FoundResponse, last: number): string {
  const lines = new EventLines(last + 1);
  let told = "";
  if (last < 0) {
    // Its process died, or it was cancelled, before anything was kept: a stream has a beginning all the same.
    const response = { ...body, status: "in_progress", error: null, output: [] };
    told = lines.line("response.created", { response }) + lines.line("response.in_progress", { response });
  }
  if (status === "cancelled") told += errorLine(lines, new ParleyError("cancelled"));
  return told + lines.line(`response.${status}`, { response: body });
}
