import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { InstanceStore } from "../spec/stores.ts";

/** How often a process says that it lives, and how long its silence is taken for death; in milliseconds. */
const beatEvery = 5_000;
const deadAfter = 30_000;

export interface Instance {
  readonly id: string;
  /** Ends in order: no other process needs to clean up after this one. */
  leave(): Promise<void>;
}

/**
 * Signs the process in, so that its open ledger rows are known to be alive,
 * and closes the rows that dead processes left behind: now, and from time to time.
 */
export async function joinInstances(deps: {
  readonly instances: InstanceStore;
  readonly clock: Clock;
  readonly warn: (error: unknown) => void;
  /** Told how many attempts a dead process had left open. */
  readonly abandoned: (count: number) => void;
}): Promise<Instance> {
  const id = randomId("inst");
  const { instances, clock } = deps;
  async function round(): Promise<void> {
    const now = clock.now();
    await instances.beat(id, now);
    const count = await instances.closeAbandoned(now - deadAfter, now);
    if (count > 0) deps.abandoned(count);
  }
  await round();
  const timer = setInterval(() => void round().catch(deps.warn), beatEvery).unref();
  return {
    id,
    async leave() {
      clearInterval(timer);
      await instances.leave(id);
    },
  };
}
