import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../lib/clock.ts";
import type { IdempotencyStore } from "../spec/idempotency.ts";
import { deadAfter } from "./instance.ts";

/** How often expired keys are looked for, in milliseconds. An expired key is free at once, whenever it is removed. */
const lookEvery = 60_000;

/** Keys that are removed at a time, with answers of up to 8 MiB; and the pause in which others may write. */
const batch = 50;
const pauseBetween = 50;

/** Removes the idempotency keys that have expired, little by little. Returns a function that ends it. */
export function forgetExpiredKeys(
  store: IdempotencyStore,
  clock: Clock,
  warn: (message: string, error: unknown) => void,
): () => Promise<void> {
  const ending = new AbortController();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    while (!ending.signal.aborted) {
      if ((await store.expire(clock.now(), deadAfter, batch)) < batch) return;
      await pause(pauseBetween);
    }
  }
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => warn("expired idempotency keys could not be removed", error))
      .finally(() => (looking = undefined));
  }, lookEvery).unref();

  return async function stop() {
    ending.abort();
    clearInterval(timer);
    await looking;
  };
}
