import type * as prom from "prom-client";
import { Counter } from "./prom-client.ts";

/** What a counter counts for one combination of labels. */
export class Tally {
  readonly #child: prom.Counter.Internal;
  #waiting = 0;

  constructor(child: prom.Counter.Internal) {
    this.#child = child;
  }

  inc(by = 1): void {
    this.#waiting += by;
  }

  /** Tells the counter what has come together. */
  handOver(): void {
    if (this.#waiting === 0) return;
    this.#child.inc(this.#waiting);
    this.#waiting = 0;
  }
}

/**
 * A counter that adds up by itself and tells Prometheus's client when somebody asks: the client's own `inc` costs
 * 0.3 µs and a piece of garbage, and a call makes half a dozen of them.
 */
export class Tallies {
  readonly #counter: prom.Counter;
  readonly #tallies: Tally[] = [];

  constructor(registry: prom.Registry, name: string, help: string, labelNames: string[]) {
    const collect = (): void => {
      for (const tally of this.#tallies) tally.handOver();
    };
    this.#counter = new Counter({ name, help, labelNames, registers: [registry], collect });
  }

  /** The tally of one combination of labels. Each one is kept for ever: callers ask once and keep it, too. */
  labels(...values: readonly string[]): Tally {
    const tally = new Tally(this.#counter.labels(...values));
    this.#tallies.push(tally);
    return tally;
  }
}
