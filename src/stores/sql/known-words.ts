import { setImmediate as othersTurn, setTimeout as sleep } from "node:timers/promises";

import type { MemoryHit, SoughtTerms } from "../../spec/memory.ts";
import type { ConversationSearch } from "./conversation-search.ts";
import type { WordFigures } from "./conversation-state.ts";
import type { KnownRoom } from "./known-items.ts";
import { WordIndex } from "./word-index.ts";
import { ownWord, wantedWords, weighWords } from "./weigh-words.ts";

/** Items whose words are read at once, and how many somebody waits for: more are read behind a question. */
const atOnce = 250;
const waitedFor = 500;

/** Before words are read behind a question, in milliseconds: it is to be over first. */
const headStart = 50;

/** What a word of an item takes in the index: an estimate, in bytes. */
const bytesPerWord = 24;

/** The words of one conversation. As soon as they are all known, nothing is asked of the database. */
export interface KnownWords {
  /** `last` is the last position that there is. */
  saw(figures: WordFigures, last: number): void;
  search(terms: SoughtTerms, limit: number): Promise<readonly MemoryHit[]>;
  having(term: string, limit: number): Promise<readonly number[]>;
}

export interface KnownWordsDeps {
  readonly conversationId: string;
  readonly search: Pick<ConversationSearch, "having" | "read" | "search">;
  readonly room: KnownRoom;
  /** Done when the words of a long conversation were read behind a question. */
  readonly afterwards: () => Promise<void>;
}

export function createKnownWords({ conversationId, search, room, afterwards }: KnownWordsDeps): KnownWords {
  let figures: WordFigures = { number: 0, items: 0, length: 0 };
  let last = 0;
  let index: WordIndex | undefined;
  let catching: Promise<void> | undefined;

  /** Reads what is missing of the words, by and by, so that others get their turns. */
  async function catchUp(pause: number): Promise<void> {
    if (pause > 0) await sleep(pause, undefined, { ref: false });
    const reading = (index ??= new WordIndex());
    for (let more = true; more && room.has(0);) {
      const until = last;
      const before = reading.bytes;
      const rows = await search.read(figures.number, reading.until, atOnce);
      const newest = rows.at(-1)?.position ?? 0;
      more = rows.length === atOnce;
      reading.add(rows, more ? newest : Math.max(until, newest));
      room.take(reading.bytes - before);
      if (more) await othersTurn();
    }
  }

  function catchUpOnce(pause = 0): Promise<void> {
    catching ??= catchUp(pause).finally(() => (catching = undefined));
    return catching;
  }

  /** The index, where it has all words; the first questions of a long conversation do not wait for it. */
  async function ready(): Promise<WordIndex | undefined> {
    if (figures.number === 0 || !room.has(index === undefined ? figures.length * bytesPerWord : 0))
      return undefined;
    const missing = last - (index?.until ?? 0);
    if (missing > waitedFor) {
      // What goes wrong there goes wrong for the next question as well, which hears of it.
      void catchUpOnce(headStart)
        .then(afterwards)
        .catch(() => {});
      return undefined;
    }
    if (missing > 0) await catchUpOnce();
    return index !== undefined && index.until >= last ? index : undefined;
  }

  return {
    saw(now, newest) {
      figures = now;
      last = Math.max(last, newest);
    },

    async search(terms, limit) {
      const found = await ready();
      if (found === undefined) return search.search(conversationId, terms, limit);
      const wanted = wantedWords(figures.number, terms);
      const weighed = weighWords(found.counts(wanted.keys()), wanted, figures.items);
      return found.hits(weighed, Math.max(1, figures.length / figures.items), limit);
    },

    async having(term, limit) {
      const found = await ready();
      if (found === undefined) return search.having(conversationId, term, limit);
      return found.having(ownWord(figures.number, term), limit);
    },
  };
}
