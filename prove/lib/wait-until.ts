import { setTimeout as sleep } from "node:timers/promises";

/** Asks every `everyMs` until it is so, for at most `limitMs`. Says whether it became so. */
export async function waitUntil(
  limitMs: number,
  everyMs: number,
  isSo: () => boolean | Promise<boolean>,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    if (await isSo()) return true;
    if (performance.now() >= deadline) return false;
    await sleep(everyMs);
  }
}
