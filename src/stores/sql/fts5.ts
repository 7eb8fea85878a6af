import { sql } from "kysely";

import type { MemoryHit } from "../../spec/memory.ts";
import {
  bestHits,
  type FullText,
  lengthFactor,
  lengthOfStep,
  lengthSteps,
  stepOfLength,
} from "./full-text.ts";

/**
 * A row's id says all about it: the conversation's number, 22 bits of position, 4 of length. So a search reads nothing
 * but the lists of the words, which is three times as fast as FTS5's own `bm25()`; and that would weigh a conversation's
 * words by what is said in all others.
 */
const positions = 2 ** 22;

/** The largest position that can be found again. */
export const lastPosition = positions - 1;

/** Full-text search by SQLite's FTS5. */
export const fts5: FullText = {
  async add(db, number, rows) {
    const packed = rows.map(({ position, length, words }) => [
      rowId(number, position) + stepOfLength(length),
      words.join(" "),
    ]);
    await sql`
      insert into search_words (rowid, words)
      select value ->> 0, value ->> 1 from json_each(${JSON.stringify(packed)})`.execute(db);
  },

  async remove(db, number, chosen) {
    const ranges =
      chosen === undefined
        ? [[rowId(number, 0), rowId(number + 1, 0) - 1]]
        : chosen.map((position) => [rowId(number, position), rowId(number, position) + lengthSteps - 1]);
    const { rows } = await sql<{ id: number }>`
      select search_words.rowid as id from json_each(${JSON.stringify(ranges)}) as range cross join search_words
      where search_words.rowid between range.value ->> 0 and range.value ->> 1`.execute(db);
    await sql`
      delete from search_words
      where rowid in (select value from json_each(${JSON.stringify(rows.map(({ id }) => id))}))`.execute(db);
    return {
      items: rows.length,
      length: rows.reduce((sum, { id }) => sum + lengthOfStep(id % lengthSteps), 0),
    };
  },

  async read(db, number, after, limit) {
    const { rows } = await sql<{ id: number; words: string }>`
      select rowid as id, words from search_words
      where rowid between ${rowId(number, after + 1)} and ${rowId(number + 1, 0) - 1}
      order by rowid limit ${limit}`.execute(db);
    return rows.map(({ id, words }) => ({
      position: positionOf(id),
      length: lengthOfStep(id % lengthSteps),
      words: words.split(" "),
    }));
  },

  async counts(db, words) {
    const { rows } = await sql<{ term: string; doc: number }>`
      select term, doc from search_vocabulary
      where term in (select value from json_each(${JSON.stringify(words)}))`.execute(db);
    return new Map(rows.map(({ term, doc }) => [term, doc]));
  },

  async having(db, _number, word, limit) {
    const { rows } = await sql<{ id: number }>`
      select rowid as id from search_words where search_words match ${`"${word}"`}
      order by rowid desc limit ${limit}`.execute(db);
    return rows.map(({ id }) => positionOf(id));
  },

  async hits(db, words, averageLength, limit) {
    // All ids of a word in one value: rows of their own would cost four times as much.
    const { rows } = await sql<{ place: number; ids: string }>`
      select word.key as place, (
        select json_group_array(search_words.rowid) from search_words where search_words match word.value
      ) as ids
      from json_each(${JSON.stringify(words.map(({ word }) => `"${word}"`))}) as word`.execute(db);
    const weights = new Map<number, number>();
    for (const { place, ids } of rows) {
      const weight = words[place]?.weight ?? 0;
      for (const id of JSON.parse(ids) as readonly number[]) weights.set(id, (weights.get(id) ?? 0) + weight);
    }
    const found: MemoryHit[] = [];
    for (const [id, weight] of weights) {
      const score = weight * lengthFactor(lengthOfStep(id % lengthSteps), averageLength);
      found.push({ position: positionOf(id), score });
    }
    return bestHits(found, limit);
  },
};

function positionOf(id: number): number {
  return Math.floor(id / lengthSteps) % positions;
}

function rowId(number: number, position: number): number {
  return (number * positions + position) * lengthSteps;
}
