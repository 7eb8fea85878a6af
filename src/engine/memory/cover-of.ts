import type { RememberedItem } from "../../spec/memory.ts";
import { factsOf, numberOf } from "./turn-facts.ts";

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
  const asked = terms.map(numberOf);
  const there = new Map(turns.map(({ position, item }) => [position, item]));
  const shares = best.map((position) => {
    const near = [position - 1, position, position + 1].flatMap((one) => {
      const item = there.get(one);
      return item === undefined ? [] : [factsOf(item)];
    });
    return asked.filter((term) => near.some((said) => said.has(term))).length / terms.length;
  });
  return Math.max(0, ...shares);
}
