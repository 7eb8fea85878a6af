import type { Clock } from "../../lib/clock.ts";

/** How long nothing is tried again after a failure, in milliseconds; and how many failures are remembered. */
const rest = 60_000;
const mostTroubles = 10_000;

/** What has failed lately, and is not tried again at once. */
export class Rests {
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #troubles = new Map<string, { readonly code: string; readonly at: number }>();

  constructor(clock: Pick<Clock, "monotonic">) {
    this.#clock = clock;
  }

  failed(name: string, code: string): void {
    this.#troubles.delete(name);
    this.#troubles.set(name, { code, at: this.#clock.monotonic() });
    const [oldest] = this.#troubles.keys();
    if (this.#troubles.size > mostTroubles && oldest !== undefined) this.#troubles.delete(oldest);
  }

  went(name: string): void {
    this.#troubles.delete(name);
  }

  /** Whether it failed within the last minute. */
  resting(name: string): boolean {
    const trouble = this.#troubles.get(name);
    return trouble !== undefined && this.#clock.monotonic() - trouble.at < rest;
  }

  /** Why the last try failed, as an error's code; `undefined` where it did not. */
  trouble(name: string): string | undefined {
    return this.#troubles.get(name)?.code;
  }
}
