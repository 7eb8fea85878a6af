import type { DatabaseSync } from "node:sqlite";

/** Milliseconds between looks: the seam promises a second, and a look costs a few microseconds. */
const interval = 300;

export interface Watches {
  watch(changed: () => void): () => void;
  /** Tells all watchers of a change of our own. */
  announce(): void;
  stop(): void;
}

/**
 * Notices commits of other connections: `data_version` moves with them, and stays with our own
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
export function createWatches(database: DatabaseSync): Watches {
  const statement = database.prepare("pragma data_version");
  const timers = new Map<NodeJS.Timeout, () => void>();

  /** A look that fails counts as a change: the caller then asks the store itself, and hears of the fault there. */
  function version(): unknown {
    try {
      return statement.get()?.["data_version"];
    } catch (fault) {
      return fault;
    }
  }

  return {
    watch(changed) {
      let last = version();
      const timer = setInterval(() => {
        const current = version();
        if (current === last) return;
        last = current;
        changed();
      }, interval);
      timer.unref();
      timers.set(timer, changed);
      return function unwatch() {
        clearInterval(timer);
        timers.delete(timer);
      };
    },

    announce() {
      for (const changed of timers.values()) changed();
    },

    stop() {
      for (const timer of timers.keys()) clearInterval(timer);
      timers.clear();
    },
  };
}
