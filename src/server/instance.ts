import type { Reconciled } from "../engine/reconcile.ts";
import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { InstanceStore } from "../spec/stores.ts";
import { isCertainlyDead, withProcess } from "./process-name.ts";

/** How often a process says that it lives, and how long its silence is taken for death; in milliseconds. */
const beatEvery = 5_000;
export const deadAfter = 30_000;

export interface Instance {
  readonly id: string;
  /** Ends in order: no other process needs to clean up after this one. */
  leave(): Promise<void>;
}

/**
 * Signs the process in, so that its open ledger rows are known to be alive, and ends the rows that dead processes
 * left behind: now, and from time to time.
 */
export async function joinInstances(deps: {
  readonly instances: InstanceStore;
  readonly clock: Clock;
  readonly reconcile: (deadline: number) => Promise<Reconciled>;
  readonly warn: (message: string, error?: unknown) => void;
}): Promise<Instance> {
  const id = withProcess(randomId("inst"), process.pid);
  const { instances, clock } = deps;
  let rounding: Promise<void> | undefined;

  async function cleanUp(): Promise<void> {
    // Nobody needs to wait for the silence of a process whose end can be seen.
    for (const other of await instances.list()) if (isCertainlyDead(other)) await instances.leave(other);
    const { recovered, interrupted } = await deps.reconcile(clock.now() - deadAfter);
    if (recovered > 0)
      deps.warn(`${recovered} attempts of a process that died were settled with the upstream's word`);
    if (interrupted > 0)
      deps.warn(`${interrupted} attempts of a process that died were closed as interrupted`);
  }
  async function round(): Promise<void> {
    await instances.beat(id, clock.now());
    // Asking upstreams may take longer than a beat, and must not hold it up.
    rounding ??= cleanUp()
      .catch((error: unknown) => deps.warn("what dead processes left behind could not be cleaned up", error))
      .finally(() => (rounding = undefined));
  }
  await round();
  const timer = setInterval(
    () => void round().catch((error: unknown) => deps.warn("the heartbeat failed", error)),
    beatEvery,
  ).unref();
  return {
    id,
    async leave() {
      clearInterval(timer);
      await rounding;
      await instances.leave(id);
    },
  };
}
