import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds between two tries for a lock. Another process's transaction takes well under one. */
export const busyPause = 1;

/** Milliseconds to wait for a lock that another process holds, unless a store is told otherwise. */
export const defaultPatience = 5000;

/** `SQLITE_BUSY`, the lower byte of its extended codes (https://www.sqlite.org/rescode.html). */
const busyCode = 5;

/** Whether SQLite refused because another process holds the lock. */
export function isBusy(cause: unknown): boolean {
  return cause instanceof Error && "errcode" in cause && (Number(cause.errcode) & 0xff) === busyCode;
}

/**
 * Does `work`, and again for up to `patience` milliseconds while another process holds the lock.
 * SQLite's own waiting (`busy_timeout`) would stop the whole event loop, and with it every open stream.
 * `work` must have changed nothing when it is refused.
 */
export async function patiently<T>(patience: number, work: () => T): Promise<T> {
  for (let waited = 0; ; waited += busyPause) {
    try {
      return work();
    } catch (cause) {
      if (!isBusy(cause) || waited >= patience) throw cause;
    }
    await sleep(busyPause);
  }
}
