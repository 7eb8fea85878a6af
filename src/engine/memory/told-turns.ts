import { isTold, toldTerm } from "../../lib/terms/terms-of-item.ts";
import type { MemoryStore, RememberedItem } from "../../spec/memory.ts";
import type { Scores } from "./ranks.ts";

/** The newest turns in which somebody told something: more than a context of a few thousand tokens holds. */
const mostTold = 250;

/** What such a turn is worth where none of the question's words is found, beside the best turn's 1. */
const toldScore = 0.5;

/**
 * Turns in which somebody told something, without those that are `read` already. People often ask in other words than
 * they told it: where there is room, that is likelier to be meant than small talk, or than what was asked meanwhile.
 */
export async function readTold(
  store: MemoryStore,
  conversationId: string,
  read: readonly RememberedItem[],
): Promise<readonly RememberedItem[]> {
  const positions = await store.having(conversationId, toldTerm, mostTold);
  const there = new Set(read.map(({ position }) => position));
  const missing = positions.filter((position) => !there.has(position));
  return missing.length === 0 ? [] : store.at(conversationId, missing);
}

/** What was told counts the more, the less of the question is found. `open` is that share, 0 to 1. */
export function addTold(scores: Scores, turns: readonly RememberedItem[], open: number): void {
  const more = open * open * toldScore;
  if (more === 0) return;
  for (const { position, item } of turns) {
    if (isTold(item)) scores.set(position, (scores.get(position) ?? 0) + more);
  }
}
