import { setTimeout as sleep } from "node:timers/promises";
import type { Interior } from "./interior.ts";
import type { Lent } from "./lent.ts";

/** Time for calls that nobody hears any more to write down how they ended, in milliseconds. */
const patience = 2_000;
const lookEvery = 10;

/** The newest interior, which new calls have, and the older ones that are still in use. */
export class Interiors {
  readonly #warn: (message: string, error: unknown) => void;
  readonly #open = new Set<Lent<Interior>>();
  #newest: Lent<Interior> | undefined;

  constructor(warn: (message: string, error: unknown) => void) {
    this.#warn = warn;
  }

  get newest(): Lent<Interior> {
    if (this.#newest === undefined) throw new TypeError("there is no interior yet");
    return this.#newest;
  }

  /** How many there are, with those that wait for their last calls. */
  get size(): number {
    return this.#open.size;
  }

  use(interior: Lent<Interior>): void {
    const before = this.#newest;
    this.#newest = interior;
    this.#open.add(interior);
    interior.closed
      .catch((error: unknown) => this.#warn("a provider of earlier settings could not be closed", error))
      .finally(() => this.#open.delete(interior));
    before?.retire();
  }

  /** Ends them all. Calls that are still at work get a moment before, and another one to write down that they were ended. */
  async close(): Promise<void> {
    const all = [...this.#open];
    for (const interior of all) interior.retire();
    await unused(all);
    await Promise.all(all.map((interior) => interior.end().catch(() => undefined))); // told in `use`
    await unused(all);
  }
}

async function unused(all: readonly Lent<Interior>[]): Promise<void> {
  const deadline = performance.now() + patience;
  while (all.some(({ users }) => users > 0) && performance.now() < deadline) await sleep(lookEvery);
}
