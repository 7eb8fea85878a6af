import { setTimeout as pause } from "node:timers/promises";

export interface ExpireOptions {
  /** How much is removed at a time. */
  readonly batch: number;
  /** The pause after each batch, in which others may write, in milliseconds. */
  readonly pauseMs: number;
  /** Aborted when the rest is left for another time. */
  readonly ending: AbortSignal;
}

/** Removes all that has expired, little by little. `expire` removes at most `limit`, and gives the number. */
export async function expireAll(
  expire: (limit: number) => Promise<number>,
  { batch, pauseMs, ending }: ExpireOptions,
): Promise<void> {
  while (!ending.aborted) {
    if ((await expire(batch)) < batch) return;
    await pause(pauseMs);
  }
}
