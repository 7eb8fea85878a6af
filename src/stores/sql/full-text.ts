import type { Kysely } from "kysely";

import type { MemoryHit } from "../../spec/memory.ts";
import type { Schema } from "./schema.ts";

/** What is kept of an item: its place, how long it is, and its words, which start with the conversation's number. */
export interface IndexedRow {
  readonly position: number;
  readonly length: number;
  readonly words: readonly string[];
}

/** A word of a question, and what an item gains by having it, before its length is looked at. */
export interface WeighedWord {
  readonly word: string;
  readonly weight: number;
}

/** What is asked of a database's own full-text search. A conversation's words are its own, so all figures are, too. */
export interface FullText {
  add(db: Kysely<Schema>, number: number, rows: readonly IndexedRow[]): Promise<void>;
  /** Without positions, the whole conversation. Says what there is less of now. */
  remove(
    db: Kysely<Schema>,
    number: number,
    positions: readonly number[] | undefined,
  ): Promise<{ readonly items: number; readonly length: number }>;
  /** What is kept of the items after a position, in their order. */
  read(db: Kysely<Schema>, number: number, after: number, limit: number): Promise<readonly IndexedRow[]>;
  /** In how many items each word occurs; words that occur nowhere may be missing. */
  counts(db: Kysely<Schema>, words: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Positions of the newest items that have a word, newest first. */
  having(db: Kysely<Schema>, number: number, word: string, limit: number): Promise<readonly number[]>;
  /** The best items, by the sum of the weights of their words, with BM25's say on their lengths. */
  hits(
    db: Kysely<Schema>,
    words: readonly WeighedWord[],
    averageLength: number,
    limit: number,
  ): Promise<readonly MemoryHit[]>;
}

/** BM25's constants: how much a length matters, and how soon more of a word adds nothing. */
export const bm25 = { k1: 1.2, b: 0.75 } as const;

/** Lengths are kept in 16 steps: 2, 3, 4, 6, 8, 12, … 384 words. Where SQLite keeps them there is room for no more. */
export const lengthSteps = 16;

export function lengthOfStep(step: number): number {
  return (2 + (step & 1)) << (step >> 1);
}

/** The step of a length in words. */
export function stepOfLength(length: number): number {
  let step = 0;
  while (step < lengthSteps - 1 && lengthOfStep(step) < length) step++;
  return step;
}

/** What BM25 makes of an item's length: a word says less where there are many. */
export function lengthFactor(length: number, averageLength: number): number {
  const { k1, b } = bm25;
  return (k1 + 1) / (1 + k1 * (1 - b + (b * length) / averageLength));
}

/** The best hits, best first; of equals, the newest. Most of thousands are thrown away without being sorted. */
export function bestHits(hits: readonly MemoryHit[], limit: number): readonly MemoryHit[] {
  const least =
    hits.length <= limit
      ? 0
      : (Float64Array.from(hits, ({ score }) => score).sort()[hits.length - limit] ?? 0);
  return hits
    .filter(({ score }) => score >= least)
    .toSorted((one, other) => other.score - one.score || other.position - one.position)
    .slice(0, limit);
}
