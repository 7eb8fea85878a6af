import { createEventLog } from "../../engine/conversations/event-log.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { RouteDeps } from "../deps.ts";
import { streamTexts } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { sendJson } from "../reply.ts";
import { callOf, namesOf } from "./call-of.ts";
import { responseId } from "./item-place.ts";
import { Making } from "./making.ts";
import { openAnswer, type OpenedAnswer } from "./open-answer.ts";
import type { Asked } from "./read-asked.ts";

/** Answers at once, and goes on without the caller. What can be refused is refused before. */
export async function answerInBackground(deps: RouteDeps, exchange: Exchange, asked: Asked): Promise<void> {
  const names = namesOf(exchange);
  const log = createEventLog(deps.responses, responseId(names.id));
  const making = new Making(deps, { ...names, asked, streamed: true, log });
  const place = deps.runs.reserve(making.id, exchange.principal);
  let opened: OpenedAnswer | undefined;
  // Until the response is known to its caller, it is an answer like every other, and ends when nobody waits for it.
  const leave = (): void => place.abort(exchange.abortReason ?? new ParleyError("cancelled"));
  exchange.signal.addEventListener("abort", leave);
  try {
    // The caller's patience is for the answer to this request, and not for the response.
    const { deadline: _deadline, ...asking } = callOf(exchange, asked, making);
    const call = { ...asking, stream: true, signal: place.signal };
    opened = await openAnswer(deps.engine, call);
    exchange.started(opened.notes);
    await making.announce("queued");
    if (place.signal.aborted) throw new ParleyError("cancelled");
  } catch (error) {
    await opened?.stream.return();
    if (opened !== undefined) await making.broken(new ParleyError("cancelled"));
    place.free();
    throw error;
  } finally {
    exchange.signal.removeEventListener("abort", leave);
  }
  const queued = making.queued;
  const live = asked.request.stream === true ? place.listen() : undefined;
  place.run(making, opened);
  if (live === undefined) {
    sendJson(exchange, 200, queued);
    return;
  }
  // The stream may be ended from our side while the response goes on.
  const fail = (): void => live.fail(exchange.abortReason ?? new ParleyError("cancelled"));
  exchange.signal.addEventListener("abort", fail);
  await streamTexts(exchange, live).finally(() => exchange.signal.removeEventListener("abort", fail));
}
