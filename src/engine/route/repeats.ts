import type { Call } from "../../spec/call.ts";
import type { ParleyError } from "../../spec/errors.ts";
import type { Plan } from "./plan.ts";
import { sameMayAnswer } from "./repeatable.ts";
import { blockedMs, type Target } from "./target.ts";

/** Full jitter: a pause is between nothing and this, in milliseconds, doubled by each pause before. */
const base = 250;
const cap = 8_000;

/** Nobody is kept waiting for longer at a time: the error is told instead, with its Retry-After. In milliseconds. */
const longestWait = 60_000;

/** Timers may be a moment early; what an upstream asked for is then not over. In milliseconds. */
const leeway = 2;

export interface Repeat {
  readonly target: Target;
  /** Milliseconds to wait before. */
  readonly waitMs: number;
}

/**
 * Decides which target a call asks next after a failure, and when: the next one in its order, and around again. Made when
 * the first attempt has failed.
 */
export class Repeats {
  readonly #call: Pick<Call, "retries" | "deadline">;
  readonly #targets: readonly Target[];
  readonly #most: number;
  readonly #random: () => number;
  /** When each target that failed may be asked again; never, where it would say the same. */
  readonly #failed = new Map<Target, number>();
  #pauses = 0;

  constructor(
    call: Pick<Call, "retries" | "deadline">,
    plan: Pick<Plan, "retries">,
    targets: readonly Target[],
    random: () => number,
  ) {
    this.#call = call;
    this.#targets = targets;
    this.#most = call.retries ?? Math.max(plan.retries.attempts, targets.length - 1);
    this.#random = random;
  }

  /** An attempt at the target has failed at `now`. */
  note(target: Target, error: ParleyError, now: number): void {
    this.#failed.set(target, sameMayAnswer(error) ? now + (error.retryAfterMs ?? 0) : Infinity);
  }

  /**
   * `undefined`: nobody any more. What is given is paid for.
   *
   * @param made Attempts so far, the first one included.
   */
  next(after: Target, made: number, now: number): Repeat | undefined {
    if (made > this.#most) return undefined;
    const best = this.#best(after, now);
    if (best === undefined || best.waitMs > longestWait) return undefined;
    if (now + best.waitMs >= (this.#call.deadline ?? Infinity)) return undefined;
    const { health } = best.target;
    // A target that was not asked yet, and is well as far as anybody knows, is no worse off by this call than by others.
    const free = !this.#failed.has(best.target) && health.wellAt(now);
    if (!free && !health.budget.take()) return undefined;
    if (best.waitMs > 0) this.#pauses++;
    return best;
  }

  /** The first one in the order that needs no wait; else the one with the shortest. */
  #best(after: Target, now: number): Repeat | undefined {
    const all = this.#targets;
    const from = all.indexOf(after);
    const pause = this.#random() * Math.min(cap, base * 2 ** this.#pauses);
    let best: Repeat | undefined;
    for (let step = 1; step <= all.length; step++) {
      const target = all[(from + step) % all.length];
      if (target === undefined) continue;
      const waitMs = this.#waitFor(target, pause, now);
      if (best === undefined || waitMs < best.waitMs) best = { target, waitMs };
    }
    return best;
  }

  /** Calls that were told to wait together do not come back together: each adds a pause of its own. */
  #waitFor(target: Target, pause: number, now: number): number {
    const again = this.#failed.get(target);
    const told = Math.max(0, (again ?? 0) - now, blockedMs(target, now));
    if (told > 0) return told + pause + leeway;
    return again === undefined ? 0 : pause;
  }
}
