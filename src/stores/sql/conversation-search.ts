import { type Kysely, sql } from "kysely";

import type { MemoryHit, SoughtTerms } from "../../spec/memory.ts";
import { lastPosition } from "./fts5.ts";
import { type IndexedRow, lengthOfStep, stepOfLength } from "./full-text.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";
import type { SqlWords } from "./words.ts";

/** An item to be found again: its terms, as `termsOf` made them. */
export interface SearchableItem {
  readonly position: number;
  readonly terms: readonly string[];
}

/** Finds items of a conversation by their terms. What it reads and writes is of one conversation. */
export interface ConversationSearch {
  /**
   * Makes items findable, within the transaction that stores them. The conversation's row must be there, and locked by
   * that transaction. An item is indexed once; to change it, remove it first.
   */
  index(within: Kysely<Schema>, conversationId: string, items: readonly SearchableItem[]): Promise<void>;
  /**
   * Forgets items, or without positions the whole conversation, within the transaction that deletes them, and before
   * the conversation's row is deleted. SQLite really overwrites what it forgets, 0.2 ms an item: give the positions of
   * some hundred items at a time where there are thousands.
   */
  remove(within: Kysely<Schema>, conversationId: string, positions?: readonly number[]): Promise<void>;
  /** Items in which any of the terms occurs, best first, by BM25 over the conversation's own words. */
  search(conversationId: string, terms: SoughtTerms, limit: number): Promise<readonly MemoryHit[]>;
  /** Positions of the newest items that have a term, newest first. */
  having(conversationId: string, term: string, limit: number): Promise<readonly number[]>;
}

/** Terms of a question that are looked for: the rarest. */
const mostTerms = 32;

/** Places that one search may come across; the rarest terms have theirs first. About 0.3 µs each. */
const mostPlaces = 2_500;

/** Different terms of one item: far more than a long message has, and far less than a database refuses. */
const mostItemTerms = 4_000;

/** What both databases take for one word. `termsOf` makes no others. */
const wellFormed = /^[\p{L}\p{N}\p{M}_.@:+/#%&-]{1,64}$/u;

export function createConversationSearch(db: Kysely<Schema>, words: SqlWords): ConversationSearch {
  const { fullText } = words;

  return {
    async index(within, conversationId, items) {
      const rows: IndexedRow[] = [];
      for (const { position, terms } of items) {
        const kept = [...new Set(terms)].filter((term) => wellFormed.test(term)).slice(0, mostItemTerms);
        if (kept.length > 0 && position <= lastPosition)
          rows.push({ position, length: lengthOfStep(stepOfLength(spokenOf(terms))), words: kept });
      }
      if (rows.length === 0) return;
      const number = await count(within, conversationId, rows.length, sumOf(rows));
      const own = rows.map((row) => ({ ...row, words: row.words.map((word) => ownWord(number, word)) }));
      await fullText.add(within, number, own);
    },

    async remove(within, conversationId, positions) {
      const found = await find(within, conversationId);
      if (found === undefined) return;
      const gone = await fullText.remove(within, found.number, positions);
      if (positions === undefined) {
        await within.deleteFrom("search_conversations").where("number", "=", found.number).execute();
      } else if (gone.items > 0) await count(within, conversationId, -gone.items, -gone.length);
    },

    having: (conversationId, term, limit) =>
      guarded(async () => {
        const found = wellFormed.test(term) ? await find(db, conversationId) : undefined;
        if (found === undefined || rowLimit(limit) === 0) return [];
        return fullText.having(db, found.number, ownWord(found.number, term), rowLimit(limit));
      }),

    search: (conversationId, terms, limit) =>
      guarded(async () => {
        const wanted = weightsOf(terms);
        const found = wanted.size === 0 ? undefined : await find(db, conversationId);
        if (found === undefined || found.items <= 0 || rowLimit(limit) === 0) return [];
        const own = new Map([...wanted].map(([term, weight]) => [ownWord(found.number, term), weight]));
        const counts = await fullText.counts(db, [...own.keys()]);
        const weighed = weigh(counts, own, found.items);
        if (weighed.length === 0) return [];
        return fullText.hits(db, weighed, Math.max(1, found.length / found.items), limit);
      }),
  };
}

function isWeighed(terms: SoughtTerms): terms is ReadonlyMap<string, number> {
  return !Array.isArray(terms);
}

function weightsOf(terms: SoughtTerms): ReadonlyMap<string, number> {
  const all: ReadonlyMap<string, number> = isWeighed(terms) ? terms : new Map(terms.map((term) => [term, 1]));
  return new Map([...all].filter(([term, weight]) => weight > 0 && wellFormed.test(term)));
}

/**
 * The rarer a word is, the more it weighs, times what the question gives it. The words that weigh most are looked for;
 * one that would lead to too many places is passed over.
 */
function weigh(counts: ReadonlyMap<string, number>, asked: ReadonlyMap<string, number>, items: number) {
  const heaviest = [...counts]
    .filter(([, count]) => count > 0)
    .map(([word, count]) => {
      const rarity = Math.log(1 + (Math.max(count, items) - count + 0.5) / (count + 0.5));
      return { word, count, weight: rarity * (asked.get(word) ?? 0) };
    })
    .toSorted((one, other) => other.weight - one.weight);
  const weighed: { word: string; weight: number }[] = [];
  let places = 0;
  for (const { word, count, weight } of heaviest) {
    if (weighed.length === mostTerms) break;
    if (weighed.length > 0 && places + count > mostPlaces) continue;
    places += count;
    weighed.push({ word, weight });
  }
  return weighed;
}

/** Adds to a conversation's figures, and gives it a number where it has none. */
async function count(
  within: Kysely<Schema>,
  conversationId: string,
  items: number,
  length: number,
): Promise<number> {
  const { rows } = await sql<{ number: number }>`
    insert into search_conversations (conversation_id, items, length)
    values (${conversationId}, ${items}, ${length})
    on conflict (conversation_id) do update
    set items = search_conversations.items + excluded.items, length = search_conversations.length + excluded.length
    returning number`.execute(within);
  const number = rows[0]?.number;
  if (number === undefined) throw new Error("A conversation got no number for the search.");
  return number;
}

async function find(db: Kysely<Schema>, conversationId: string) {
  return db
    .selectFrom("search_conversations")
    .select(["number", "items", "length"])
    .where("conversation_id", "=", conversationId)
    .executeTakeFirst();
}

/** What says something about an item, and begins with a dot, makes it no longer. */
function spokenOf(terms: readonly string[]): number {
  return terms.reduce((sum, term) => (term.startsWith(".") ? sum : sum + 1), 0);
}

/** Each conversation has words of its own, so that no other's are read, counted or weighed with them. */
function ownWord(number: number, term: string): string {
  return `${number.toString(36)}_${term}`;
}

function sumOf(rows: readonly IndexedRow[]): number {
  return rows.reduce((sum, { length }) => sum + length, 0);
}
