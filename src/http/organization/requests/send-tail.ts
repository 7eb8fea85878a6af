import { matches } from "../../../admin/activity/matches.ts";
import { visibleTo } from "../../../admin/activity/requests.ts";
import type { Tail } from "../../../admin/activity/tail.ts";
import type { RequestFilter } from "../../../spec/request-log.ts";
import { actorOf } from "../../authorise.ts";
import { streamTexts } from "../../event-stream.ts";
import type { Exchange } from "../../exchange.ts";
import { LiveTexts } from "../../responses/live-texts.ts";
import { ParleyError } from "../../../spec/errors.ts";
import { presentRequest } from "./present.ts";

/** After this time a tail ends, in milliseconds; who asks again is looked at again, and may have another role by then. */
const longest = 15 * 60_000;

/** Sends the requests that fit as they are written, one event for each, until the reader leaves. */
export async function sendTail(tail: Tail, exchange: Exchange, asked: RequestFilter): Promise<void> {
  const actor = actorOf(exchange);
  const filter = visibleTo(actor, asked);
  const texts = new LiveTexts();
  texts.add(": the requests from now on\n\n");
  const unfollow = tail.follow((rows) => {
    for (const row of rows) {
      if (!matches(filter, row)) continue;
      texts.add(`event: request\nid: ${row.id}\ndata: ${JSON.stringify(presentRequest(actor, row))}\n\n`);
    }
  });
  const leave = (): void => texts.fail(exchange.abortReason ?? new ParleyError("cancelled"));
  exchange.signal.addEventListener("abort", leave, { once: true });
  const timer = setTimeout(() => texts.end(), longest);
  try {
    await streamTexts(exchange, texts);
  } finally {
    clearTimeout(timer);
    unfollow();
    exchange.signal.removeEventListener("abort", leave);
  }
}
