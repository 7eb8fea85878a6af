/** On a shared machine a figure may be the neighbours': waiting for a quiet moment, and knowing when there was none. */
import { setTimeout as sleep } from "node:timers/promises";
import { readMachineBusyMicros } from "../lib/process-meter.ts";
import type { LoadResult } from "../load/job.ts";

/** Above this share of a core, used by others, a measurement is disturbed. */
export const DISTURBED_CORE = 0.1;

/** Ticks are 10 ms and the benchmark itself breathes: shorter looks would be rounding. */
const LOOK_MS = 500;

/** Resolves at the first quiet half second, or after `limitMs` at the latest. */
export async function quietMoment(limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline && (await busyCore()) > DISTURBED_CORE);
}

/** CPU that processes outside the benchmark used in the window, as a share of one core. */
export function foreignCore(result: LoadResult): number {
  return result.foreignCpuMicros / 1000 / result.windowMs;
}

async function busyCore(): Promise<number> {
  const [before, startedAt] = [readMachineBusyMicros(), performance.now()];
  await sleep(LOOK_MS);
  return (readMachineBusyMicros() - before) / 1000 / (performance.now() - startedAt);
}
