import { toldTerm } from "../../lib/terms/terms-of-item.ts";
import type { Recollection, RememberedItem } from "../../spec/memory.ts";

/** The newest turns in which somebody told something: more than a context of a few thousand tokens holds. */
const mostTold = 200;

/** What such a turn is worth where none of the question's words is found, beside the best turn's 1. */
const toldScore = 0.5;

/**
 * Turns in which somebody told something, without those that are `read` already. People often ask in other words than
 * they told it: where there is room, that is likelier to be meant than small talk, or than what was asked meanwhile.
 */
export async function readTold(
  recollection: Pick<Recollection, "at" | "having">,
  read: readonly RememberedItem[],
): Promise<readonly RememberedItem[]> {
  const positions = await recollection.having(toldTerm, mostTold);
  const there = new Set(read.map(({ position }) => position));
  const missing = positions.filter((position) => !there.has(position));
  return missing.length === 0 ? [] : recollection.at(missing);
}

/** What a turn has for telling something: the more, the less of the question is found. `open` is that share, 0 to 1. */
export function worthOfTold(open: number): number {
  return open * open * toldScore;
}
