import type { RememberedItem } from "../../spec/memory.ts";
import { factsOf } from "./turn-facts.ts";

/** A turn that may matter, and how much. */
export interface WeighedTurn {
  readonly turn: RememberedItem;
  readonly score: number;
}

/** What a turn keeps of its score where all its words have been said by turns that were taken. */
const sameAgain = 0.5;

interface Waiting extends WeighedTurn {
  /** Numbers of its words. */
  readonly words: readonly number[];
  /** How many of them nobody has said yet. */
  fresh: number;
  /** What it was worth when it was put in its place; since then it may be worth less. */
  now: number;
}

/**
 * Turns by their scores, best first, where one that only repeats what others have said stands further back: a question
 * that needs several turns is served by different ones. `turns` are best first. A turn finds its place anew when its time
 * comes, until it still is the best, so that little more is looked at than is taken.
 */
export function* varyTurns(turns: readonly WeighedTurn[]): Generator<RememberedItem> {
  const said = createSaid();
  /** Weighed anew, best first: they come before the rest by and by. */
  const waiting: Waiting[] = [];
  let next = 0;
  while (next < turns.length || waiting.length > 0) {
    const fresh = turns[next];
    const first = waiting[0];
    if (fresh !== undefined && (first === undefined || fresh.score > first.now)) {
      next++;
      putIn(waiting, said.look(fresh));
    } else if (first !== undefined) {
      waiting.shift();
      if (first.now === worth(first)) {
        said.say(first);
        yield first.turn;
      } else {
        first.now = worth(first);
        putIn(waiting, first);
      }
    }
  }
}

function worth({ words, score, fresh }: Waiting): number {
  const share = words.length === 0 ? 1 : fresh / words.length;
  return score * (sameAgain + (1 - sameAgain) * share);
}

/** Which words have been said, and who of those that wait has them: a word counts once, for all of them. */
function createSaid() {
  /** By word; nobody any more once it has been said. */
  const havers = new Map<number, Waiting[] | "said">();

  return {
    look({ turn, score }: WeighedTurn): Waiting {
      const { words } = factsOf(turn.item);
      const one = { turn, score, words, fresh: 0, now: 0 };
      for (const word of words) {
        const those = havers.get(word);
        if (those === "said") continue;
        if (those === undefined) havers.set(word, [one]);
        else those.push(one);
        one.fresh++;
      }
      one.now = worth(one);
      return one;
    },
    say({ words }: Waiting): void {
      for (const word of words) {
        const those = havers.get(word);
        if (those === "said" || those === undefined) continue;
        for (const other of those) other.fresh--;
        havers.set(word, "said");
      }
    },
  };
}

function putIn(waiting: Waiting[], one: Waiting): void {
  let from = 0;
  let until = waiting.length;
  while (from < until) {
    const middle = (from + until) >> 1;
    if ((waiting[middle]?.now ?? 0) >= one.now) from = middle + 1;
    else until = middle;
  }
  waiting.splice(from, 0, one);
}
