import { matches } from "../../../admin/activity/matches.ts";
import { visibleTo } from "../../../admin/activity/requests.ts";
import type { RequestFilter } from "../../../spec/request-log.ts";
import { actorOf } from "../../authorise.ts";
import { streamTexts } from "../../event-stream.ts";
import type { Exchange } from "../../exchange.ts";
import type { RouteDeps } from "../../deps.ts";
import { LiveTexts } from "../../responses/live-texts.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { presentRequest } from "./present.ts";

/** After this time a tail ends, in milliseconds; who asks again is looked at again, and may have another role by then. */
const longest = 15 * 60_000;

/** How often it is looked whether it is to end, in milliseconds. */
const lookEvery = 250;

/** Sends the requests that fit as they are written, one event for each, until the reader leaves. */
export async function sendTail(
  { activity, ready }: Pick<RouteDeps, "activity" | "ready">,
  exchange: Exchange,
  asked: RequestFilter,
): Promise<void> {
  const actor = actorOf(exchange);
  const filter = visibleTo(actor, asked);
  const texts = new LiveTexts();
  texts.add(": the requests from now on\n\n");
  const unfollow = activity.tail.follow((rows) => {
    for (const row of rows) {
      if (!matches(filter, row)) continue;
      texts.add(`event: request\nid: ${row.id}\ndata: ${JSON.stringify(presentRequest(actor, row))}\n\n`);
    }
  });
  const leave = (): void => texts.fail(exchange.abortReason ?? new ParleyError("cancelled"));
  exchange.signal.addEventListener("abort", leave, { once: true });
  const begun = performance.now();
  // A tail never ends by itself, and a server that stops need not wait for it.
  const timer = setInterval(() => {
    if (!ready() || performance.now() - begun > longest) texts.end();
  }, lookEvery);
  try {
    await streamTexts(exchange, texts);
  } finally {
    clearInterval(timer);
    unfollow();
    exchange.signal.removeEventListener("abort", leave);
  }
}
