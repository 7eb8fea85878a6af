import type { Item } from "../../spec/item.ts";
import type { RememberedItem } from "../../spec/memory.ts";

/** The newest part of a conversation. */
export interface RecentPart {
  /** In the order of the conversation. */
  readonly items: readonly RememberedItem[];
  /** Without what is pinned. */
  readonly tokens: number;
}

export interface RecentBounds {
  /** Tokens that the part may take, pinned items not counted. */
  readonly budget: number;
  /** Calls that the input answers: they are taken along whatever they cost. */
  readonly openCalls: ReadonlySet<string>;
}

/**
 * The newest items that fit, from a message of the user on, so that no answer stands without its question; where the
 * newest turn alone is too long for that, from anywhere within it. A call and its output are never separated: the part
 * does not begin between them. `newest` is newest first, as the store gives it.
 */
export function chooseRecent(
  newest: readonly RememberedItem[],
  { budget, openCalls }: RecentBounds,
): RecentPart {
  const open = new Set(openCalls);
  let needed = open.size > 0;
  let tokens = 0;
  let best = { count: 0, tokens: 0 };
  let byTurn = false;
  for (const [index, remembered] of newest.entries()) {
    const { item } = remembered;
    if (item.type === "function_call_output") open.add(item.callId);
    if (!isPinned(remembered)) tokens += remembered.tokens;
    if (tokens > budget && !needed) break;
    if (item.type === "function_call") open.delete(item.callId);
    if (open.size > 0) continue;
    const reached = { count: index + 1, tokens };
    if (needed) best = reached;
    else if (item.type === "message" && item.role === "user") {
      best = reached;
      byTurn = true;
    } else if (!byTurn && !bringsThought(newest[index + 1])) best = reached;
    needed = false;
  }
  return { items: newest.slice(0, best.count).toReversed(), tokens: best.tokens };
}

/** The calls whose outputs are among the items, but not the calls themselves. */
export function openCallsOf(items: readonly Item[]): ReadonlySet<string> {
  const open = new Set<string>();
  for (const item of items) if (item.type === "function_call_output") open.add(item.callId);
  for (const item of items) if (item.type === "function_call") open.delete(item.callId);
  return open;
}

/** Instructions are as good as pinned. A pin on a call or an output does not count: one without the other is no use. */
export function isPinned({ pinned, item }: RememberedItem): boolean {
  return item.type === "message" && (pinned || item.role === "system" || item.role === "developer");
}

/** Thoughts go with what was said or called after them. */
function bringsThought(before: RememberedItem | undefined): boolean {
  return before?.item.type === "reasoning";
}
