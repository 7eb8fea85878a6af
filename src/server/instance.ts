import type { Reconciled } from "../engine/reconcile.ts";
import type { Clock } from "../lib/clock.ts";
import { randomId } from "../lib/random-id.ts";
import type { Stores } from "../spec/stores.ts";
import { certainStateOf, withProcess } from "./process-name.ts";

/** How often a process says that it lives, and how long its silence is taken for death; in milliseconds. */
const beatEvery = 5_000;
export const deadAfter = 30_000;

/** Nobody has been silent for that long. */
const forEver = Number.MAX_SAFE_INTEGER;

export interface Instance {
  readonly id: string;
  /** Ends in order: no other process needs to clean up after this one. */
  leave(): Promise<void>;
}

export interface InstanceDeps {
  readonly stores: Pick<Stores, "instances" | "sharedAcrossMachines">;
  readonly clock: Pick<Clock, "monotonic">;
  readonly reconcile: (silentFor: number) => Promise<Reconciled>;
  readonly warn: (message: string, error?: unknown) => void;
}

/**
 * Signs the process in, so that its open ledger rows are known to be alive, and ends the rows that dead processes
 * left behind: now, and from time to time.
 */
export async function joinInstances(deps: InstanceDeps): Promise<Instance> {
  const id = withProcess(randomId("inst"), process.pid);
  const { instances } = deps.stores;
  const silence = createSilence(deps);
  let beating: Promise<void> | undefined;
  let rounding: Promise<void> | undefined;

  async function cleanUp(): Promise<void> {
    for (const other of await instances.list()) {
      if (other === id) continue;
      const state = certainStateOf(other);
      // Nobody needs to wait for the silence of a process whose end can be seen; and one that only stood still, or
      // whose machine's clock was set, is not dead.
      if (state === "dead") await instances.leave(other);
      if (state === "lives") await instances.beat(other);
    }
    const { recovered, interrupted } = await deps.reconcile(silence.counts() ? deadAfter : forEver);
    if (recovered > 0)
      deps.warn(`${recovered} attempts of a process that died were settled with the upstream's word`);
    if (interrupted > 0)
      deps.warn(`${interrupted} attempts of a process that died were closed as interrupted`);
  }
  async function beat(): Promise<void> {
    try {
      await instances.beat(id);
      silence.heard();
    } catch (error) {
      silence.missed();
      throw error;
    }
  }
  async function round(): Promise<void> {
    await (beating ??= beat().finally(() => (beating = undefined)));
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
      await beating?.catch(() => undefined);
      await rounding;
      await instances.leave(id);
    },
  };
}

/**
 * Whether the silence of others says anything. When a database stood still, or could not be reached, everybody's last
 * beat is old; who notices that by its own beats gives all others the time to be heard again. One that has just started
 * noticed nothing yet, and where no other machine shares the database, it is enough to look at the processes.
 */
function createSilence({ clock, stores }: InstanceDeps) {
  const start = clock.monotonic();
  let last = start;
  let from = stores.sharedAcrossMachines ? start + deadAfter : start;
  return {
    heard(): void {
      const now = clock.monotonic();
      if (now - last > deadAfter / 2) from = now + deadAfter;
      last = now;
    },
    missed(): void {
      last = Number.NEGATIVE_INFINITY;
    },
    counts: (): boolean => last > Number.NEGATIVE_INFINITY && clock.monotonic() >= from,
  };
}
