import type { Clock } from "../../lib/clock.ts";
import type { Settlement } from "../stream-wrapper.ts";
import type { FirstTimes } from "./first-times.ts";
import { cooldownAfter, cooldownOf, verdictOn } from "./health.ts";
import type { Target } from "./target.ts";

/** Notes in the health of a target how one attempt goes. */
export class AttemptWatch {
  readonly #target: Target;
  readonly #clock: Pick<Clock, "monotonic">;
  readonly #times: FirstTimes;
  /** Whether this attempt decides over the target's breaker, and since when. */
  readonly #probe: boolean;
  readonly #entered: number;
  #begun: number | undefined;
  #answered = false;

  /** From then on `settle` must run. `streamed`: the answer comes piece by piece. */
  constructor(target: Target, clock: Pick<Clock, "monotonic">, streamed: boolean) {
    this.#target = target;
    this.#clock = clock;
    this.#times = target.health.times(streamed);
    this.#probe = target.health.breaker.enter();
    this.#entered = this.#probe ? clock.monotonic() : 0;
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
    this.#times.add(now - this.#begun, now);
  }

  /** Runs once. An attempt that never began says nothing. */
  settle(settlement: Settlement): void {
    const { health, endpoint } = this.#target;
    const begun = this.#begun;
    if (begun === undefined) {
      if (this.#probe) health.breaker.end("neutral", this.#entered, true, this.#clock.monotonic());
      return;
    }
    const now = this.#clock.monotonic();
    const since = this.#probe ? this.#entered : begun;
    health.leave();
    endpoint.health.leave();
    if (settlement.outcome === "ended") {
      health.succeeded(begun);
      endpoint.health.succeeded(begun);
      health.breaker.end("good", since, this.#probe, now);
      const used = cooldownOf(settlement.end.upstreamLimits);
      if (used !== undefined) health.cool(used, now, begun);
    } else if (settlement.outcome === "failed") {
      const cooldown = cooldownAfter(settlement.error);
      if (cooldown !== undefined) (cooldown.whole ? endpoint.health : health).cool(cooldown, now, begun);
      health.breaker.end(verdictOn(settlement.error), since, this.#probe, now);
    } else {
      health.breaker.end("neutral", since, this.#probe, now);
      if (!this.#answered) this.#times.addUnanswered(now - begun);
    }
  }
}
