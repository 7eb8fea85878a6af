import { type Kysely, sql } from "kysely";

import type { Recollection } from "../../spec/memory.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import type { ItemRows } from "./item-rows.ts";
import { createKnownItems, type KnownItems, type KnownRoom } from "./known-items.ts";
import { createKnownWords, type KnownWords, type WordFigures } from "./known-words.ts";
import { gone } from "./lock-conversation.ts";
import type { Schema } from "./schema.ts";

/** What is kept of all conversations, and of one of them at the most: estimates, in bytes. */
const mostBytes = 48 * 1024 * 1024;
const mostBytesEach = 24 * 1024 * 1024;

/** What is kept of a conversation of which nothing was read yet. */
const leastBytes = 2_000;

/** How often what nobody looked at is thrown away, in milliseconds, and how many times it is passed over. */
const sweepPause = 60_000;
const mostSweeps = 5;

/**
 * What was read of conversations in this process. What was said does not change; whether something came, went or was
 * pinned, by whichever process, one statement says each time that somebody looks.
 */
export interface Recollections {
  /** `undefined` where there is no such conversation any more. */
  look(conversationId: string): Promise<Known | undefined>;
  /** Something of it is being deleted. */
  forget(conversationId: string): void;
}

export type Known = Omit<Recollection, "between">;

export interface RecollectionDeps {
  readonly db: Kysely<Schema>;
  readonly rows: ItemRows;
  readonly search: Pick<ConversationSearch, "having" | "read" | "search">;
}

interface Entry {
  /** Changes when items are deleted. */
  readonly version: string;
  readonly items: KnownItems;
  readonly words: KnownWords;
  bytes: number;
  /** How often it was passed over since somebody last looked at it. */
  sweeps: number;
}

export function createRecollections(deps: RecollectionDeps): Recollections {
  /** The one that was not looked at for longest comes first. */
  const entries = new Map<string, Entry>();
  let bytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function forget(conversationId: string): void {
    bytes -= entries.get(conversationId)?.bytes ?? 0;
    entries.delete(conversationId);
  }

  function take(conversationId: string, entry: Entry, more: number): void {
    if (entries.get(conversationId) !== entry) return;
    entry.bytes += more;
    bytes += more;
    for (const [oldest] of entries) {
      if (bytes <= mostBytes) break;
      if (oldest !== conversationId) forget(oldest);
    }
  }

  function makeEntry(conversationId: string, version: string): Entry {
    const room: KnownRoom = {
      has: (more) => entries.get(conversationId) === entry && entry.bytes + more <= mostBytesEach,
      take: (more) => take(conversationId, entry, more),
    };
    const entry: Entry = {
      version,
      items: createKnownItems({ conversationId, rows: deps.rows, room }),
      words: createKnownWords({ conversationId, search: deps.search, room }),
      bytes: 0,
      sweeps: 0,
    };
    return entry;
  }

  /** What is known of a conversation in this state, or nothing yet. */
  function entryOf(conversationId: string, version: string): Entry {
    const before = entries.get(conversationId);
    if (before?.version === version) {
      entries.delete(conversationId);
      entries.set(conversationId, before);
      return before;
    }
    forget(conversationId);
    const entry = makeEntry(conversationId, version);
    entries.set(conversationId, entry);
    take(conversationId, entry, leastBytes);
    timer ??= setInterval(sweep, sweepPause).unref();
    return entry;
  }

  /** What another process deleted is out of this one's memory after some minutes, even if nobody looks there again. */
  function sweep(): void {
    for (const [id, entry] of entries) if (entry.sweeps++ >= mostSweeps) forget(id);
    if (entries.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    forget,

    async look(conversationId) {
      const state = await readState(deps.db, conversationId);
      if (state === undefined) {
        forget(conversationId);
        return undefined;
      }
      const entry = entryOf(conversationId, state.version);
      entry.sweeps = 0;
      entry.items.saw(state.next, state.pinned);
      entry.words.saw(state.words, state.next - 1);
      const { newest, pinned, at } = entry.items;
      const { search, having } = entry.words;
      return { newest, pinned, at, search, having };
    },
  };
}

interface State {
  readonly version: string;
  /** Where the next item goes. */
  readonly next: number;
  readonly pinned: ReadonlySet<number>;
  readonly words: WordFigures;
}

interface StateRow {
  readonly created_at: number;
  readonly expires_at: number | null;
  readonly next_position: number;
  readonly deletions: number;
  readonly number: number | null;
  readonly items: number | null;
  readonly length: number | null;
  readonly position: number | null;
}

/** A row for each item that is pinned, or one without. */
async function readState(db: Kysely<Schema>, conversationId: string): Promise<State | undefined> {
  const { rows } = await sql<StateRow>`
    select conversations.created_at, conversations.expires_at, conversations.next_position, conversations.deletions,
      search_conversations.number, search_conversations.items, search_conversations.length, item.position
    from conversations
    left join search_conversations on search_conversations.conversation_id = conversations.id
    left join conversation_items item on item.conversation_id = conversations.id and item.pinned = 1
    where conversations.id = ${conversationId}`.execute(db);
  const [row] = rows;
  if (row === undefined || row.expires_at === gone) return undefined;
  return {
    version: `${row.created_at} ${row.deletions}`,
    next: row.next_position,
    pinned: new Set(rows.flatMap(({ position }) => position ?? [])),
    words: { number: row.number ?? 0, items: row.items ?? 0, length: row.length ?? 0 },
  };
}
