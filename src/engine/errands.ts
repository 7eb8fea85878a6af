/** Errands that run at the same time, and that wait. What is turned away is due again with the next turn. */
const mostAtOnce = 4;
const mostWaiting = 1_000;

/** What is done beside the calls, and nobody waits for. */
export interface Errands {
  /** Says false, and does nothing, where one of this name is not done yet, there are too many, or all is closed. */
  run(name: string, deed: (signal: AbortSignal) => Promise<void>): boolean;
  /** Resolves when nothing is to be done any more. */
  idle(): Promise<void>;
  /** Ends what is under way, forgets what waits, and takes no more. */
  close(): Promise<void>;
}

interface Errand {
  readonly name: string;
  readonly deed: (signal: AbortSignal) => Promise<void>;
}

/** `warn` is told of faults: nobody else hears of them. */
export function createErrands(warn: (message: string, error?: unknown) => void): Errands {
  const ending = new AbortController();
  const names = new Set<string>();
  const waiting: Errand[] = [];
  const underWay = new Set<Promise<void>>();

  async function go({ name, deed }: Errand): Promise<void> {
    try {
      await deed(ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) warn(`${name} failed`, error);
    } finally {
      names.delete(name);
    }
  }

  function start(): void {
    while (underWay.size < mostAtOnce) {
      const next = waiting.shift();
      if (next === undefined) return;
      const running: Promise<void> = go(next).then(() => {
        underWay.delete(running);
        start();
      });
      underWay.add(running);
    }
  }

  async function idle(): Promise<void> {
    while (underWay.size > 0) await Promise.all(underWay);
  }

  return {
    run(name, deed) {
      if (ending.signal.aborted || names.has(name) || waiting.length >= mostWaiting) return false;
      names.add(name);
      waiting.push({ name, deed });
      start();
      return true;
    },
    idle,
    async close() {
      ending.abort();
      for (const { name } of waiting.splice(0)) names.delete(name);
      await idle();
    },
  };
}
