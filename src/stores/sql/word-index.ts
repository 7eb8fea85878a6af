import type { MemoryHit } from "../../spec/memory.ts";
import { type IndexedRow, lengthFactor, type WeighedWord } from "./full-text.ts";

/** What an item, a word, and each further place of it take: estimates, in bytes. */
const itemBytes = 32;
const wordBytes = 160;
const placeBytes = 12;

/** The words of one conversation in memory: where each occurs. It finds what the database's own search would find. */
export class WordIndex {
  /** Where each word occurs, as numbers of items, in the order of the conversation. */
  readonly #places = new Map<string, number[]>();
  readonly #positions: number[] = [];
  readonly #lengths: number[] = [];
  /** Of a search under way: all 0 in between. */
  #weights = new Float64Array(0);
  #until = 0;
  #bytes = 0;

  /** All items up to this position are in it. */
  get until(): number {
    return this.#until;
  }

  /** What it takes in memory: an estimate. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Adds the items behind `until`, in their order. `until` is now the position that they reach to, be it of none of them. */
  add(rows: readonly IndexedRow[], until: number): void {
    for (const row of rows) this.#addRow(row);
    this.#until = Math.max(this.#until, until);
  }

  /** In how many items each of the words occurs that occur at all. */
  counts(words: Iterable<string>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const word of words) {
      const count = this.#places.get(word)?.length;
      if (count !== undefined) counts.set(word, count);
    }
    return counts;
  }

  /** See `FullText.having`. */
  having(word: string, limit: number): readonly number[] {
    const found = this.#places.get(word) ?? [];
    const newest = found.slice(Math.max(0, found.length - limit)).toReversed();
    return newest.map((number) => this.#positions[number] ?? 0);
  }

  /** See `FullText.hits`. */
  hits(words: readonly WeighedWord[], averageLength: number, limit: number): readonly MemoryHit[] {
    const found = this.#sumUp(words);
    const scores = new Float64Array(found.length);
    for (const [index, number] of found.entries()) {
      const factor = lengthFactor(this.#lengths[number] ?? 0, averageLength);
      scores[index] = (this.#weights[number] ?? 0) * factor;
      this.#weights[number] = 0;
    }
    // Most of thousands are thrown away without becoming hits.
    const least = found.length <= limit ? 0 : (scores.toSorted()[found.length - limit] ?? 0);
    const hits: MemoryHit[] = [];
    for (const [index, number] of found.entries()) {
      const score = scores[index] ?? 0;
      if (score >= least) hits.push({ position: this.#positions[number] ?? 0, score });
    }
    return hits
      .sort((one, other) => other.score - one.score || other.position - one.position)
      .slice(0, limit);
  }

  #addRow({ position, length, words }: IndexedRow): void {
    const number = this.#positions.length;
    this.#positions.push(position);
    this.#lengths.push(length);
    this.#bytes += itemBytes;
    for (const word of words) {
      const places = this.#places.get(word);
      if (places === undefined) this.#places.set(word, [number]);
      else places.push(number);
      this.#bytes += places === undefined ? wordBytes + 2 * word.length : placeBytes;
    }
  }

  /** Numbers of the items that have any of the words; the sums of their weights are in `#weights`. */
  #sumUp(words: readonly WeighedWord[]): readonly number[] {
    const items = this.#positions.length;
    if (this.#weights.length < items) this.#weights = new Float64Array(2 * items);
    const found: number[] = [];
    for (const { word, weight } of words) {
      for (const number of this.#places.get(word) ?? []) {
        const before = this.#weights[number] ?? 0;
        if (before === 0) found.push(number);
        this.#weights[number] = before + weight;
      }
    }
    return found;
  }
}
