import { ParleyError } from "../../spec/errors.ts";
import { readJson } from "../body.ts";
import type { RouteDeps } from "../deps.ts";
import { streamTexts } from "../event-stream.ts";
import type { Exchange } from "../exchange.ts";
import { asParleyError } from "../problem.ts";
import { sendJson } from "../reply.ts";
import { answerInBackground } from "./background.ts";
import { callOf, namesOf } from "./call-of.ts";
import { Making } from "./making.ts";
import { openAnswer } from "./open-answer.ts";
import { type Asked, readAsked } from "./read-asked.ts";

/** `POST /v1/responses`. */
export async function createResponse(deps: RouteDeps, exchange: Exchange): Promise<void> {
  const { value } = await readJson(exchange.request, deps.limits);
  const asked = await readAsked(deps, exchange.principal.projectId, value);
  if (asked.background) await answerInBackground(deps, exchange, asked);
  else if (asked.request.stream === true) await streamTexts(exchange, streamed(deps, exchange, asked));
  else await whole(deps, exchange, asked);
}

async function whole(deps: RouteDeps, exchange: Exchange, asked: Asked): Promise<void> {
  const making = new Making(deps, { ...namesOf(exchange), asked, streamed: false });
  const stream = deps.engine.run(callOf(exchange, asked, making));
  try {
    for (;;) {
      const { value: event } = await stream.next();
      if (event === undefined) throw new ParleyError("cancelled");
      if (event.type === "end") {
        await making.last(event);
        break;
      }
      if (event.type === "start") exchange.started(event);
      making.event(event);
    }
    sendJson(exchange, 200, making.body);
  } finally {
    await stream.return();
  }
}

/** The events of a response. Its call begins with the first one: nothing is left behind where nobody asks for that. */
async function* streamed(
  deps: RouteDeps,
  exchange: Exchange,
  asked: Asked,
): AsyncGenerator<string, undefined> {
  const making = new Making(deps, { ...namesOf(exchange), asked, streamed: true });
  const { stream, first, notes } = await openAnswer(deps.engine, callOf(exchange, asked, making));
  let over = false;
  try {
    exchange.started(notes);
    making.announce("in_progress").catch(() => undefined); // told at the end
    yield making.begin();
    for (let next = first; ; next = stream.next()) {
      const { value: event } = await next;
      if (event === undefined) throw new ParleyError("cancelled");
      if (event.type === "end") {
        const last = await making.last(event);
        over = true;
        yield last;
        return undefined;
      }
      const text = making.event(event);
      if (text !== "") yield text;
    }
  } catch (thrown) {
    const error = asParleyError(thrown);
    exchange.noteFailure(error);
    over = true;
    yield await making.broken((error.code === "cancelled" ? exchange.abortReason : undefined) ?? error);
  } finally {
    // Whoever leaves a stream cancels it, as at OpenAI; what shall go on without its reader is asked for in the background.
    if (!over) await making.broken(new ParleyError("cancelled"));
    await stream.return();
  }
}
