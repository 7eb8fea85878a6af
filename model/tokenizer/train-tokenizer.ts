import { byteLetters, toByteLetters } from "./byte-letters.ts";
import { markList } from "../format/marks.ts";
import { splitWords } from "./split-words.ts";
import type { Vocabulary } from "./tokenizer.ts";

interface Word {
  pieces: readonly string[];
  readonly count: number;
}

/** Learns the merges that shorten the texts most. The same texts give the same vocabulary. @param size With the marks. */
export function trainTokenizer(texts: Iterable<string>, size: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const text of texts)
    for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].map(([word, count]): Word => ({ pieces: toByteLetters(word), count }));
  const pairs = new PairCounts();
  words.forEach((word, index) => pairs.add(word, index, 1));
  const tokens = [...byteLetters];
  const merges: string[] = [];
  while (tokens.length < size - markList.length) {
    const best = pairs.most();
    if (best === undefined) break;
    const [left = "", right = ""] = best.split(" ");
    merges.push(best);
    tokens.push(left + right);
    for (const index of pairs.wordsWith(best)) {
      const word = words[index];
      if (word === undefined) continue;
      pairs.add(word, index, -1);
      word.pieces = joined(word.pieces, left, right);
      pairs.add(word, index, 1);
    }
  }
  return { tokens: [...tokens, ...markList], merges };
}

/** How often each pair of pieces stands side by side, and in which words. */
class PairCounts {
  readonly #counts = new Map<string, number>();
  readonly #words = new Map<string, Set<number>>();

  add({ pieces, count }: Word, index: number, sign: 1 | -1): void {
    for (let at = 0; at + 1 < pieces.length; at++) {
      const pair = `${pieces[at]} ${pieces[at + 1]}`;
      this.#counts.set(pair, (this.#counts.get(pair) ?? 0) + sign * count);
      if (sign < 0) continue;
      const found = this.#words.get(pair);
      if (found === undefined) this.#words.set(pair, new Set([index]));
      else found.add(index);
    }
  }

  /** Of several the first in the alphabet. A pair that is seen once is not worth a token. */
  most(): string | undefined {
    let best: string | undefined;
    let most = 1;
    for (const [pair, count] of this.#counts) {
      if (count > most || (count === most && best !== undefined && pair < best)) [best, most] = [pair, count];
    }
    return best;
  }

  wordsWith(pair: string): readonly number[] {
    return [...(this.#words.get(pair) ?? [])];
  }
}

function joined(pieces: readonly string[], left: string, right: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const here = pieces[at] ?? "";
    if (here === left && pieces[at + 1] === right) {
      found.push(left + right);
      at++;
    } else found.push(here);
  }
  return found;
}
