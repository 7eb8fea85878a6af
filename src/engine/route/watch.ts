import type { Clock } from "../../lib/clock.ts";
import type { Settlement } from "../stream-wrapper.ts";
import { cooldownAfter, cooldownOf } from "./health.ts";
import type { Target } from "./target.ts";

/** Notes in the health of a target how one attempt goes. */
export class AttemptWatch {
  readonly #target: Target;
  readonly #clock: Pick<Clock, "monotonic">;
  #begun: number | undefined;
  #answered = false;

  constructor(target: Target, clock: Pick<Clock, "monotonic">) {
    this.#target = target;
    this.#clock = clock;
  }

  /** The provider is asked. */
  begin(): void {
    this.#begun = this.#clock.monotonic();
    this.#target.endpoint.health.begin();
    this.#target.health.begin();
  }

  /** Something of the answer came. */
  see(): void {
    if (this.#answered || this.#begun === undefined) return;
    this.#answered = true;
    const now = this.#clock.monotonic();
    this.#target.health.answered(now - this.#begun, now);
  }

  /** Runs once. An attempt that never began says nothing. */
  settle(settlement: Settlement): void {
    if (this.#begun === undefined) return;
    const { health, endpoint } = this.#target;
    health.leave();
    endpoint.health.leave();
    if (settlement.outcome === "ended") {
      health.succeeded(this.#begun);
      endpoint.health.succeeded(this.#begun);
      const used = cooldownOf(settlement.end.upstreamLimits);
      if (used !== undefined) health.cool(used, this.#clock.monotonic());
    } else if (settlement.outcome === "failed") {
      const cooldown = cooldownAfter(settlement.error);
      if (cooldown !== undefined)
        (cooldown.whole ? endpoint.health : health).cool(cooldown, this.#clock.monotonic());
    }
  }
}
