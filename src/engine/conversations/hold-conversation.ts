import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../lib/clock.ts";
import type { ConversationStore, TurnClaim } from "../../spec/conversation.ts";
import { ParleyError } from "../../spec/errors.ts";

/** How long a turn waits for the one before it, in milliseconds. Official clients try twice again after that. */
const patience = 10_000;

/** Between two looks, in milliseconds: at first, and at most. */
const firstPause = 25;
const longestPause = 400;

/**
 * Waits until no other turn is made in a conversation, and holds it. Fails with `conversation_locked` when that takes
 * too long, with `not_found` when there is no conversation any more, and with `cancelled`.
 */
export async function holdConversation(
  deps: {
    readonly clock: Pick<Clock, "monotonic">;
    readonly conversations: Pick<ConversationStore, "hold" | "release">;
  },
  claim: TurnClaim,
  signal: AbortSignal,
): Promise<void> {
  const { clock, conversations } = deps;
  const until = clock.monotonic() + patience;
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    if (signal.aborted) throw new ParleyError("cancelled");
    const found = await conversations.hold(claim);
    if (found === "missing") throw new ParleyError("not_found", { message: "No such conversation." });
    if (found === "held") {
      if (!signal.aborted) return;
      await conversations.release(claim.conversationId, claim.turnId);
      throw new ParleyError("cancelled");
    }
    if (clock.monotonic() + wait > until) {
      throw new ParleyError("conversation_locked", { param: "conversation", retryAfterMs: 1_000 });
    }
    await pause(wait, undefined, { signal }).catch(() => undefined); // an abort is noticed above
  }
}
