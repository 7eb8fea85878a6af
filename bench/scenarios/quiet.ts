/** On a shared machine a figure may be the neighbours': waiting for a quiet moment, and knowing when there was none. */
import { setTimeout as sleep } from "node:timers/promises";
import { readMachineBusyMicros } from "../lib/process-meter.ts";

/** Above this share of a core, used by others, a measurement is disturbed. */
export const DISTURBED_CORE = 0.1;

/** Ticks are 10 ms and the benchmark itself breathes: shorter looks would be rounding. */
const LOOK_MS = 500;

/** A neighbour's test run lasts about so long. */
const QUIET_LIMIT_MS = 10_000;

const MAX_REPEATS = 2;

/** How much time a whole run may still spend on waiting and on repeating: on a busy machine it must end, too. */
export interface Patience {
  leftMs: number;
}

/** What is known of the neighbours during a run. */
export interface Disturbance {
  readonly windowMs: number;
  /** CPU that processes outside the benchmark used meanwhile. */
  readonly foreignCpuMicros: number;
}

/** Resolves at the first quiet half second, or after 10 s, or when all patience is used up. */
export async function quietMoment(patience: Patience): Promise<void> {
  const startedAt = performance.now();
  const deadline = startedAt + Math.min(QUIET_LIMIT_MS, patience.leftMs);
  while (performance.now() < deadline && (await busyCore()) > DISTURBED_CORE);
  patience.leftMs -= performance.now() - startedAt;
}

/**
 * Repeats a load that others disturbed, and gives the run with the least disturbance: chosen by what the
 * neighbours did, never by its figures.
 */
export async function leastDisturbed<Result extends Disturbance>(
  patience: Patience,
  run: () => Promise<Result>,
  say: (text: string) => void,
  wait: (patience: Patience) => Promise<void> = quietMoment,
): Promise<Result> {
  await wait(patience);
  let best = await run();
  for (let repeats = 0; repeats < MAX_REPEATS && patience.leftMs > 0; repeats++) {
    if (foreignCore(best) <= DISTURBED_CORE) break;
    say(`  others used ${(foreignCore(best) * 100).toFixed(0)} % of a core meanwhile: once more`);
    await wait(patience);
    const startedAt = performance.now();
    const again = await run();
    patience.leftMs -= performance.now() - startedAt;
    if (foreignCore(again) < foreignCore(best)) best = again;
  }
  return best;
}

/** CPU that processes outside the benchmark used in the window, as a share of one core. */
export function foreignCore(result: Disturbance): number {
  return result.foreignCpuMicros / 1000 / result.windowMs;
}

async function busyCore(): Promise<number> {
  const [before, startedAt] = [readMachineBusyMicros(), performance.now()];
  await sleep(LOOK_MS);
  return (readMachineBusyMicros() - before) / 1000 / (performance.now() - startedAt);
}
