import { createSeededRandom } from "../../src/lib/seeded-random.ts";

/** Repeatable choices: the same seed gives the same conversations on every machine. */
export interface Dice {
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<Value>(values: readonly Value[]): Value;
  /** As many different values as wanted, or all in another order. */
  some<Value>(values: readonly Value[], count?: number): Value[];
}

export function createDice(seed: number): Dice {
  const { next, below } = createSeededRandom(seed);
  const dice: Dice = {
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) throw new TypeError("nothing to pick from");
      return value;
    },
    some(values, count = values.length) {
      const rest = [...values];
      const found = [];
      while (found.length < count && rest.length > 0) found.push(...rest.splice(below(rest.length), 1));
      return found;
    },
  };
  return dice;
}
