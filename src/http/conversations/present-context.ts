import type { LoadedContext } from "../../engine/conversations/load-context.ts";
import type { ContextItem } from "../../engine/memory/memory-context.ts";
import type { ContextStore } from "../../spec/context-store.ts";

/** Items that are left out and told of one by one. */
const mostDropped = 10_000;

/** Sizes that are read for it: more than were ever imported at once. */
const mostSizes = 100_000;

/** What would be sent, with the reasons, and what would be left out. `threadId` is where everything was said before. */
export async function presentContext(
  contexts: Pick<ContextStore, "sizes">,
  object: "conversation.context" | "response.context",
  { before, report }: LoadedContext,
  threadId: string | undefined,
): Promise<object> {
  const sizes = report.whole || threadId === undefined ? [] : await contexts.sizes(threadId, mostSizes);
  const sent = new Set(before.map(({ position }) => position));
  const dropped = sizes.filter(({ position }) => !sent.has(position));
  return {
    object,
    policy: report.policy,
    policy_by: report.policyBy,
    max_tokens: report.budget,
    max_tokens_by: report.budgetBy,
    items: before.map(presentPart),
    tokens: report.tokens,
    input_tokens: report.input,
    dropped: dropped
      .slice(0, mostDropped)
      .toReversed()
      .map(({ id, tokens }) => ({ id, tokens })),
    dropped_items: report.dropped.items,
    dropped_tokens: report.dropped.tokens,
    warnings: report.warnings,
  };
}

/** A note that memory wrote has no id. What is no message has no role. */
function presentPart({ item, tokens, why, id }: ContextItem): object {
  return {
    id: id ?? null,
    type: why === "summary" ? "compaction" : item.type,
    role: item.type === "message" && why !== "summary" ? item.role : null,
    tokens,
    why,
  };
}
