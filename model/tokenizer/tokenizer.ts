import { byteLetters, toByteLetters } from "./byte-letters.ts";
import { markList } from "../format/marks.ts";
import { splitWords } from "./split-words.ts";

/** What a byte-level BPE knows, as `tokenizer.json` and the model's file have it. */
export interface Vocabulary {
  /** In byte letters; marks come last. */
  readonly tokens: readonly string[];
  /** `left right`, in the order in which they are merged. */
  readonly merges: readonly string[];
}

export interface Tokenizer extends Vocabulary {
  /** Marks in the text become their tokens. */
  encode(text: string): number[];
  decode(ids: readonly number[]): string;
}

const anyMark = new RegExp(`(${markList.map((mark) => mark.replace(/[|]/g, "\\|")).join("|")})`);

export function createTokenizer({ tokens, merges }: Vocabulary): Tokenizer {
  const ids = new Map(tokens.map((token, id) => [token, id]));
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]));
  const words = new Map<string, readonly number[]>();
  const bytes = new Map(byteLetters.map((letter, byte) => [letter, byte]));
  const marks = new Set(markList);
  const wordIds = (word: string): readonly number[] => {
    const known = words.get(word);
    if (known !== undefined) return known;
    const found = mergePairs(toByteLetters(word), ranks).map((piece) => ids.get(piece) ?? -1);
    if (words.size < 200_000) words.set(word, found);
    return found;
  };
  return {
    tokens,
    merges,
    encode(text) {
      const found: number[] = [];
      for (const part of text.split(anyMark)) {
        const mark = marks.has(part) ? ids.get(part) : undefined;
        if (mark !== undefined) found.push(mark);
        else for (const word of splitWords(part)) found.push(...wordIds(word));
      }
      return found;
    },
    decode(list) {
      const parts = list.map((id) => tokens[id] ?? "");
      return Buffer.concat(
        parts.map((part) =>
          marks.has(part)
            ? Buffer.from(part)
            : Buffer.from([...part].map((letter) => bytes.get(letter) ?? 0)),
        ),
      ).toString();
    },
  };
}

function mergePairs(letters: string[], ranks: ReadonlyMap<string, number>): string[] {
  let pieces = letters;
  while (pieces.length > 1) {
    let best = Infinity;
    for (let at = 0; at + 1 < pieces.length; at++)
      best = Math.min(best, ranks.get(`${pieces[at]} ${pieces[at + 1]}`) ?? Infinity);
    if (best === Infinity) break;
    const merged: string[] = [];
    for (let at = 0; at < pieces.length; at++) {
      const pair = `${pieces[at]} ${pieces[at + 1]}`;
      if (at + 1 < pieces.length && ranks.get(pair) === best) merged.push(`${pieces[at]}${pieces[++at]}`);
      else merged.push(pieces[at] ?? "");
    }
    pieces = merged;
  }
  return pieces;
}
