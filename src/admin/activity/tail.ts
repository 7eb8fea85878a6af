import type { RequestRow, RequestStore } from "../../spec/request-log.ts";

/** How often it is looked for what was written, also by other processes; in milliseconds. */
const lookEvery = 500;

/** Rows that are read at a time. */
const rowsAtATime = 2_000;

/** The requests of all processes, as they are written. */
export interface Tail {
  /** Tells what is written from now on, and gives a function that ends it. */
  follow(listener: (rows: readonly RequestRow[]) => void): () => void;
}

export interface TailDeps {
  readonly store: Pick<RequestStore, "written" | "now" | "seenWithin">;
  readonly warn: (message: string, error: unknown) => void;
}

/** One look serves all who follow, and nobody looks while nobody follows. */
export function createTail({ store, warn }: TailDeps): Tail {
  const listeners = new Set<(rows: readonly RequestRow[]) => void>();
  const seen = new Map<string, number>();
  let from: number | undefined;
  let cursor = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    if (from === undefined) {
      from = await store.now();
      cursor = from;
    }
    const start = from;
    // What was seen already is passed over.
    let after = Math.max(start, cursor - store.seenWithin) - 1;
    for (;;) {
      const rows = await store.written(after, rowsAtATime);
      const fresh = rows.filter(({ id, writtenAt }) => writtenAt >= start && !seen.has(id));
      for (const { id, writtenAt } of fresh) seen.set(id, writtenAt);
      after = rows.at(-1)?.writtenAt ?? after;
      cursor = Math.max(cursor, after);
      if (fresh.length > 0) for (const listener of listeners) listener(fresh);
      if (rows.length < rowsAtATime) break;
    }
    for (const [id, writtenAt] of seen) if (writtenAt < cursor - store.seenWithin) seen.delete(id);
  }

  return {
    follow(listener) {
      listeners.add(listener);
      timer ??= setInterval(begin, lookEvery).unref();
      begin();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
        from = undefined;
        seen.clear();
      };
    },
  };

  function begin(): void {
    looking ??= look()
      .catch((error: unknown) => warn("the request log could not be read", error))
      .finally(() => (looking = undefined));
  }
}
