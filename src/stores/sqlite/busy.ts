import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two tries for a lock. Another process's transaction takes well under one. */
export const busyPause = 1;

/** Milliseconds to wait for a lock that another process holds, unless a store is told otherwise. */
export const defaultPatience = 2_000;

/** `SQLITE_BUSY`, the lower byte of its extended codes (https://www.sqlite.org/rescode.html). */
const busyCode = 5;

/** Whether SQLite refused because another process holds the lock. */
export function isBusy(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && (Number(cause.errcode) & 0xff) === busyCode;
}

/** Waiting for a lock of another process, in common: SQLite's own (`busy_timeout`) would stop the whole event loop. */
export interface Patience {
  /**
   * Does `work`, and again while another process holds the lock.
   * `work` must have changed nothing when it is refused.
   */
  patiently<T>(work: () => T): Promise<T>;
  /** For those who try by themselves: whether what went wrong (`undefined` for nothing) is worth another try. */
  worthAnother(failure: unknown): boolean;
}

/**
 * All users of a database share one patience, of `ms` milliseconds from the first refusal until somebody succeeds.
 * So a lock that is not given back costs the one who waits first its time, and those behind it no more than a try.
 */
export function createPatience(ms: number): Patience {
  let over: AbortSignal | undefined;

  function worthAnother(failure: unknown): boolean {
    if (!isBusy(failure)) {
      if (failure === undefined) over = undefined;
      return false;
    }
    over ??= AbortSignal.timeout(ms);
    return !over.aborted;
  }

  return {
    worthAnother,
    async patiently(work) {
      for (;;) {
        try {
          const done = work();
          over = undefined;
          return done;
        } catch (cause) {
          if (!worthAnother(cause)) throw cause;
        }
        await sleep(busyPause);
      }
    },
  };
}
