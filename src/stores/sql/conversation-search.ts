import { type Kysely, sql } from "kysely";

import type { MemoryHit, SoughtTerms } from "../../spec/memory.ts";
import { lastPosition } from "./fts5.ts";
import { type IndexedRow, lengthOfStep, stepOfLength } from "./full-text.ts";
import { guarded } from "./guarded.ts";
import { rowLimit } from "./row-limit.ts";
import type { Schema } from "./schema.ts";
import { isWord, ownWord, wantedWords, weighWords } from "./weigh-words.ts";
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
  /** What is kept of the items after a position, in their order, by the conversation's number. */
  read(number: number, after: number, limit: number): Promise<readonly IndexedRow[]>;
  /** Items in which any of the terms occurs, best first, by BM25 over the conversation's own words. */
  search(conversationId: string, terms: SoughtTerms, limit: number): Promise<readonly MemoryHit[]>;
  /** Positions of the newest items that have a term, newest first. */
  having(conversationId: string, term: string, limit: number): Promise<readonly number[]>;
}

/** Different terms of one item: far more than a long message has, and far less than a database refuses. */
const mostItemTerms = 4_000;

export function createConversationSearch(db: Kysely<Schema>, words: SqlWords): ConversationSearch {
  const { fullText } = words;

  return {
    async index(within, conversationId, items) {
      const rows: IndexedRow[] = [];
      for (const { position, terms } of items) {
        const kept = [...new Set(terms)].filter((term) => isWord(term)).slice(0, mostItemTerms);
        if (kept.length > 0 && position <= lastPosition)
          rows.push({ position, length: lengthOfStep(stepOfLength(spokenOf(terms))), words: kept });
      }
      if (rows.length === 0) return;
      const number = await count(within, conversationId, rows.length, sumOf(rows));
      const own = rows.map((row) => ({
        ...row,
        words: row.words.map((word) => ownWord(number, word)),
      }));
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

    read: (number, after, limit) => guarded(() => fullText.read(db, number, after, rowLimit(limit))),

    having: (conversationId, term, limit) =>
      guarded(async () => {
        const found = isWord(term) ? await find(db, conversationId) : undefined;
        if (found === undefined || rowLimit(limit) === 0) return [];
        return fullText.having(db, found.number, ownWord(found.number, term), rowLimit(limit));
      }),

    search: (conversationId, terms, limit) =>
      guarded(async () => {
        const found = await find(db, conversationId);
        if (found === undefined || found.items <= 0 || rowLimit(limit) === 0) return [];
        const wanted = wantedWords(found.number, terms);
        if (wanted.size === 0) return [];
        const weighed = weighWords(await fullText.counts(db, [...wanted.keys()]), wanted, found.items);
        if (weighed.length === 0) return [];
        return fullText.hits(db, weighed, Math.max(1, found.length / found.items), limit);
      }),
  };
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

function sumOf(rows: readonly IndexedRow[]): number {
  return rows.reduce((sum, { length }) => sum + length, 0);
}
