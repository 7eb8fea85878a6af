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
  readonly words: readonly string[];
  now: number;
  /** How many were taken when it was weighed last. */
  weighedAt: number;
}

/**
 * Turns by their scores, best first, where one that only repeats what others have said stands further back: a question
 * that needs several turns is served by different ones. `turns` are best first. A turn is weighed again when its time
 * comes, until it still is the best, so that little more is looked at than is taken.
 */
export function* varyTurns(turns: readonly WeighedTurn[]): Generator<RememberedItem> {
  const said = new Set<string>();
  /** Weighed anew, best first: they come before the rest by and by. */
  const waiting: Waiting[] = [];
  let taken = 0;
  let next = 0;
  while (next < turns.length || waiting.length > 0) {
    const fresh = turns[next];
    const first = waiting[0];
    if (fresh !== undefined && (first === undefined || fresh.score > first.now)) {
      next++;
      putIn(waiting, weigh({ ...fresh, words: wordsOf(fresh.turn), now: 0, weighedAt: taken }, said, taken));
    } else if (first !== undefined) {
      waiting.shift();
      if (first.weighedAt === taken) {
        for (const word of first.words) said.add(word);
        taken++;
        yield first.turn;
      } else putIn(waiting, weigh(first, said, taken));
    }
  }
}

function weigh(one: Waiting, said: ReadonlySet<string>, taken: number): Waiting {
  const { words, score } = one;
  let fresh = 0;
  for (const word of words) if (!said.has(word)) fresh++;
  const share = words.length === 0 ? 1 : fresh / words.length;
  one.now = score * (sameAgain + (1 - sameAgain) * share);
  one.weighedAt = taken;
  return one;
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

function wordsOf({ item }: RememberedItem): readonly string[] {
  return [...new Set(searchedText(item).toLowerCase().match(words) ?? [])].slice(0, mostWords);
}
