import type { Kysely } from "kysely";

import type { Recollection } from "../../spec/memory.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import { readNow } from "./conversation-state.ts";
import type { ItemRows } from "./item-rows.ts";
import { KnownItems, type KnownRoom } from "./known-items.ts";
import { createKnownWords, type KnownWords } from "./known-words.ts";
import type { Schema } from "./schema.ts";
import { Shelf } from "./shelf.ts";

/** What is kept of all conversations, and of one of them at the most: estimates, in bytes. */
const mostBytes = 48 * 1024 * 1024;
const mostBytesEach = 24 * 1024 * 1024;

/** What one takes of which nothing was read yet. */
const leastBytes = 2_000;

/**
 * What was read of conversations in this process. What was said does not change; whether something came, went or was
 * pinned, by whichever process, one statement says each time that somebody looks.
 */
export interface Recollections {
  /** `undefined` where there is no such conversation any more. */
  look(conversationId: string): Promise<Omit<Recollection, "between"> | undefined>;
  /** Something of it is being deleted. */
  forget(conversationId: string): void;
}

export interface RecollectionDeps {
  readonly db: Kysely<Schema>;
  readonly rows: ItemRows;
  readonly search: Pick<ConversationSearch, "having" | "read" | "search">;
}

interface Known {
  readonly version: string;
  readonly items: KnownItems;
  readonly words: KnownWords;
  /** Which look said last what there is. */
  look: number;
}

export function createRecollections({ db, rows, search }: RecollectionDeps): Recollections {
  const shelf = new Shelf<Known>(mostBytes);
  let looks = 0;

  function begin(conversationId: string, version: string): Known {
    const room: KnownRoom = {
      has(more) {
        const bytes = shelf.bytesOf(conversationId, known);
        return bytes !== undefined && bytes + more <= mostBytesEach;
      },
      take: (more) => shelf.grow(conversationId, known, more),
    };
    const items = new KnownItems({ conversationId, rows, room });
    const afterwards = (): Promise<void> => items.readAhead();
    const words = createKnownWords({ conversationId, search, room, afterwards });
    const known: Known = { version, items, words, look: 0 };
    shelf.put(conversationId, known);
    shelf.grow(conversationId, known, leastBytes);
    return known;
  }

  return {
    forget: (conversationId) => shelf.forget(conversationId),

    async look(conversationId) {
      const look = ++looks;
      const now = await readNow(db, conversationId);
      if (now === undefined) {
        shelf.forget(conversationId);
        return undefined;
      }
      const before = shelf.get(conversationId);
      // One that began later may have been told sooner: then it knows more.
      const isLate = before !== undefined && before.look > look;
      const known = isLate || before?.version === now.version ? before : begin(conversationId, now.version);
      if (!isLate) {
        known.look = look;
        known.items.saw(now.last, now.pinned);
        known.words.saw(now.words, now.last);
      }
      const { items, words } = known;
      return {
        newest: (limit) => items.newest(limit),
        pinned: () => items.pinned(),
        at: (positions) => items.at(positions),
        search: words.search,
        having: words.having,
      };
    },
  };
}
