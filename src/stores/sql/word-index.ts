import type { MemoryHit } from "../../spec/memory.ts";
import { type IndexedRow, lengthFactor, type WeighedWord } from "./full-text.ts";

/** What a word, and each place of it, takes: estimates, in bytes. */
const wordBytes = 160;
const placeBytes = 12;

/** The words of one conversation in memory: where each occurs. It finds what the database's own search would find. */
export interface WordIndex {
  /** All items up to this position are in it. */
  readonly until: number;
  /** What it takes in memory: an estimate. */
  readonly bytes: number;
  /** Adds the items behind `until`, in their order. `until` is the position that they reach to, be it of none of them. */
  add(rows: readonly IndexedRow[], until: number): void;
  /** In how many items each of the words occurs that occur at all. */
  counts(words: Iterable<string>): ReadonlyMap<string, number>;
  /** See `FullText.having` and `FullText.hits`. */
  having(word: string, limit: number): readonly number[];
  hits(words: readonly WeighedWord[], averageLength: number, limit: number): readonly MemoryHit[];
}

export function createWordIndex(): WordIndex {
  const places = new Map<string, number[]>();
  /** By the number of an item in the order of the conversation, which is what is kept of its places. */
  const positions: number[] = [];
  const lengths: number[] = [];
  let weights = new Float64Array(0);
  let until = 0;
  let bytes = 0;

  function addRow({ position, length, words }: IndexedRow): void {
    const number = positions.length;
    positions.push(position);
    lengths.push(length);
    for (const word of words) {
      const found = places.get(word);
      if (found === undefined) places.set(word, [number]);
      else found.push(number);
      bytes += found === undefined ? wordBytes + 2 * word.length : placeBytes;
    }
  }

  /** Numbers of the items that have any of the words, with the sums of their weights in `weights`. */
  function sumUp(words: readonly WeighedWord[]): readonly number[] {
    if (weights.length < positions.length) weights = new Float64Array(2 * positions.length);
    const found: number[] = [];
    for (const { word, weight } of words) {
      for (const number of places.get(word) ?? []) {
        const before = weights[number] ?? 0;
        if (before === 0) found.push(number);
        weights[number] = before + weight;
      }
    }
    return found;
  }

  return {
    get until() {
      return until;
    },
    get bytes() {
      return bytes + 32 * positions.length;
    },

    add(rows, reached) {
      for (const row of rows) addRow(row);
      until = Math.max(until, reached);
    },

    counts(words) {
      const counts = new Map<string, number>();
      for (const word of words) {
        const count = places.get(word)?.length;
        if (count !== undefined) counts.set(word, count);
      }
      return counts;
    },

    having(word, limit) {
      const found = places.get(word) ?? [];
      const newest = found.slice(Math.max(0, found.length - limit)).toReversed();
      return newest.map((number) => positions[number] ?? 0);
    },

    hits(words, averageLength, limit) {
      const found = sumUp(words);
      const scores = new Float64Array(found.length);
      for (const [index, number] of found.entries()) {
        scores[index] = (weights[number] ?? 0) * lengthFactor(lengths[number] ?? 0, averageLength);
        weights[number] = 0;
      }
      const least = found.length <= limit ? 0 : (scores.toSorted()[found.length - limit] ?? 0);
      const hits: MemoryHit[] = [];
      for (const [index, number] of found.entries()) {
        const score = scores[index] ?? 0;
        if (score >= least) hits.push({ position: positions[number] ?? 0, score });
      }
      return hits
        .sort((one, other) => other.score - one.score || other.position - one.position)
        .slice(0, limit);
    },
  };
}
