import { searchedText } from "../../lib/terms/terms-of-item.ts";
import type { RememberedItem } from "../../spec/memory.ts";

/** A turn that may matter, and how much. */
export interface WeighedTurn {
  readonly turn: RememberedItem;
  readonly score: number;
}

/** What a turn keeps of its score where all its words have been said by turns that were taken. */
const sameAgain = 0.5;

/** Words of a turn that are compared. */
const mostWords = 200;

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
  const numbers = new Map<string, number>();
  /** By number; `undefined` once the word has been said. */
  const havers: (Waiting[] | undefined)[] = [];

  return {
    look({ turn, score }: WeighedTurn): Waiting {
      const words = wordsOf(turn, numbers);
      while (havers.length < numbers.size) havers.push([]);
      const one = { turn, score, words, fresh: 0, now: 0 };
      for (const word of words) {
        const those = havers[word];
        if (those === undefined) continue;
        those.push(one);
        one.fresh++;
      }
      one.now = worth(one);
      return one;
    },
    say({ words }: Waiting): void {
      for (const word of words) {
        for (const other of havers[word] ?? []) other.fresh--;
        havers[word] = undefined;
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

/** Longer words, figures, and single signs of scripts without spaces. */
const words =
  /\p{N}+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]|\p{L}{4,}/gu;

/** The words of a turn as numbers, which each word has from its first time on. */
function wordsOf({ item }: RememberedItem, numbers: Map<string, number>): readonly number[] {
  const found = new Set<number>();
  for (const word of searchedText(item).toLowerCase().match(words) ?? []) {
    let number = numbers.get(word);
    if (number === undefined) numbers.set(word, (number = numbers.size));
    found.add(number);
    if (found.size === mostWords) break;
  }
  return [...found];
}
