/** Work that is done again and again, one round at a time, until the process stops. */
export interface Rounds {
  /** Aborted when it is to end: a long round looks at it now and then. */
  readonly ending: AbortSignal;
  /** Resolves when a round is over: the one that is under way, or else one that begins now. */
  now(): Promise<void>;
  /** Begins no further round by itself, and resolves when the last one is over. */
  stop(): Promise<void>;
}

/**
 * Begins a round every so often; where the one before goes on, that one counts.
 *
 * @param everyMs Milliseconds.
 * @param round Deals with its own failures.
 */
export function keepRounds(everyMs: number, round: () => Promise<void>): Rounds {
  const controller = new AbortController();
  let current: Promise<void> | undefined;
  const now = (): Promise<void> => (current ??= round().finally(() => (current = undefined)));
  const timer = setInterval(() => void now(), everyMs).unref();
  return {
    ending: controller.signal,
    now,
    async stop() {
      controller.abort();
      clearInterval(timer);
      await current;
    },
  };
}
