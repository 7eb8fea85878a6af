/**
 * Milliseconds after which what is in doubt is looked at: the database has then ended a transaction that nobody was
 * there to hear of, see `clientOptions`.
 */
const delay = 8_000;

/** What nobody knows whether it was committed: the connection broke meanwhile. */
export interface Doubts {
  /** Does `work` later, and again until it succeeds. It must do no harm when it is done twice. */
  add(name: string, work: () => Promise<unknown>): void;
  /** Remembers a doubt about which nothing needs to be done. */
  remember(name: string): void;
  /** Forgets a remembered doubt. Says whether there was one. */
  resolve(name: string): boolean;
  stop(): void;
}

/** `wait` is in milliseconds. */
export function createDoubts(wait: number = delay): Doubts {
  const works = new Map<string, () => Promise<unknown>>();
  const remembered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function plan(): void {
    timer ??= setTimeout(() => void workOff(), wait).unref();
  }

  async function workOff(): Promise<void> {
    for (const [name, work] of works) {
      try {
        await work();
        works.delete(name);
      } catch {
        break; // the database is not back yet
      }
    }
    timer = undefined;
    if (works.size > 0) plan();
  }

  return {
    add(name, work) {
      works.set(name, work);
      plan();
    },
    remember: (name) => void remembered.add(name),
    resolve: (name) => remembered.delete(name),
    stop() {
      clearTimeout(timer);
      works.clear();
    },
  };
}
