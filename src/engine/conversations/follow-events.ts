import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ResponseEvent, ResponseStore } from "../../spec/response.ts";

/** Events that are read at a time. */
const atOnce = 200;

/** Between two looks for new ones, in milliseconds: at first, and at most. */
const firstPause = 50;
const longestPause = 400;

export interface Following {
  readonly projectId: string;
  readonly responseId: string;
  /** Sequence number behind which to begin; −1 for all. */
  readonly after: number;
  readonly signal: AbortSignal;
}

/**
 * The stored events of a response, and those that are still to come, whichever process makes it; ends when the response
 * has ended. Fails with `upstream_truncated` when the process that made it died, with `not_found` when it was deleted
 * meanwhile, and with `cancelled`.
 */
export async function* followEvents(
  deps: {
    readonly clock: Pick<Clock, "now">;
    readonly responses: Pick<ResponseStore, "find" | "events">;
    readonly deadAfterMs: number;
  },
  { projectId, responseId, after, signal }: Following,
): AsyncGenerator<ResponseEvent, undefined> {
  const { clock, responses, deadAfterMs } = deps;
  let last = after;
  for (let wait = firstPause; ;) {
    // Looked at first: whatever was written before the end is read behind it.
    const found = await responses.find(projectId, responseId, { now: clock.now(), deadAfterMs });
    if (found === undefined) throw new ParleyError("not_found", { message: "No such response." });
    let read = 0;
    for (let full = true; full;) {
      const events = await responses.events(responseId, last, atOnce);
      for (const event of events) {
        if (signal.aborted) throw new ParleyError("cancelled");
        last = event.sequence;
        yield event;
      }
      read += events.length;
      full = events.length === atOnce;
    }
    if (found.status !== "queued" && found.status !== "in_progress") return undefined;
    if (found.lost === true) throw new ParleyError("upstream_truncated");
    wait = read > 0 ? firstPause : Math.min(2 * wait, longestPause);
    await pause(wait, undefined, { signal }).catch(() => undefined); // an abort is noticed below
    if (signal.aborted) throw new ParleyError("cancelled");
  }
}
