import { termsOf } from "../../lib/terms/terms-of.ts";
import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { RememberedItem } from "../../spec/memory.ts";

/**
 * How much of a question is spoken of at all: the largest share of its terms that one of the `best` positions has
 * together with its neighbours, 0 to 1. With little of it, what was found was found by chance. `turns` holds the turns.
 */
export function coverOf(
  terms: readonly string[],
  turns: readonly RememberedItem[],
  best: readonly number[],
): number {
  if (terms.length === 0) return 0;
  const there = new Map(turns.map((turn) => [turn.position, turn]));
  const known = new Map<number, ReadonlySet<string>>();
  const termsAt = (position: number): ReadonlySet<string> => {
    const turn = there.get(position);
    const found = known.get(position) ?? new Set(turn === undefined ? [] : termsOf(searchedText(turn.item)));
    known.set(position, found);
    return found;
  };
  const shares = best.map((position) => {
    const near = [position - 1, position, position + 1].map(termsAt);
    return terms.filter((term) => near.some((said) => said.has(term))).length / terms.length;
  });
  return Math.max(0, ...shares);
}
