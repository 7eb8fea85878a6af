/** How an attempt ended, as far as the breaker looks at it. `neutral`: it says nothing about whether the target works. */
export type Verdict = "good" | "bad" | "neutral";

/** Failures in a row after which a target is not asked any more. */
const longestRow = 5;

/** Or: of so many calls or more within the window, more than this share failed. */
const enoughCalls = 20;
const worstShare = 0.5;

/** Two halves of so many milliseconds: the window reaches back one to two of them. */
const halfWindow = 15_000;

/**
 * How long an open target is left alone, in milliseconds: doubled by each probe that fails. The longest is short enough
 * for things to be normal within ten seconds after a fault has ended.
 */
const firstSpell = 1_000;
const longestSpell = 8_000;

/** What a call is told to wait when a probe is under way, in milliseconds. */
const probeWait = 500;

/** How one target has been lately. */
export interface Tally {
  readonly calls: number;
  readonly failures: number;
}

/**
 * A circuit breaker for one model at one endpoint. Closed, it counts; after too many failures it is open, and the target
 * is left alone for a while; then exactly one call may try it, and decides whether it closes or opens for longer.
 * Times are monotonic milliseconds.
 */
export class Breaker {
  readonly #mayOpen: boolean;
  #state: "closed" | "open" = "closed";
  /** When it was opened or closed last: what began before says nothing about now. */
  #since = -Infinity;
  #openUntil = 0;
  #spell = firstSpell;
  #probing = false;
  #row = 0;
  #halfBegun = -Infinity;
  #calls = 0;
  #failures = 0;
  #callsBefore = 0;
  #failuresBefore = 0;

  /** @param mayOpen Whether there is somebody to be spared; otherwise it only counts. */
  constructor(mayOpen = true) {
    this.#mayOpen = mayOpen;
  }

  get closed(): boolean {
    return this.#state === "closed";
  }

  /** Milliseconds for which the target may not be asked; 0 when it may, by a probe where the breaker is not closed. */
  waitMs(now: number): number {
    if (this.#state === "closed") return 0;
    if (now < this.#openUntil) return this.#openUntil - now;
    return this.#probing ? probeWait : 0;
  }

  /** Somebody is about to ask the target, which `waitMs` allowed. Says whether this is the probe. */
  enter(): boolean {
    if (this.#state === "closed") return false;
    this.#probing = true;
    return true;
  }

  /**
   * An attempt that began then has ended; of a probe, that is when it entered. Each probe must end once, also one that was
   * never sent: nobody else is let in before.
   */
  end(verdict: Verdict, begun: number, probe: boolean, now: number): void {
    if (probe) {
      // It was forgiven meanwhile, and another probe may be under way.
      if (begun < this.#since) return;
      this.#probing = false;
      if (verdict === "good") this.#close(now);
      else if (verdict === "bad") this.#open(Math.min(this.#spell * 2, longestSpell), now);
      return;
    }
    if (verdict === "neutral" || this.#state === "open" || begun < this.#since) return;
    this.#turn(now);
    this.#calls++;
    if (verdict === "good") {
      this.#row = 0;
      return;
    }
    this.#row++;
    this.#failures++;
    const { calls, failures } = this.tally(now);
    if (!this.#mayOpen) return;
    if (this.#row >= longestRow || (calls >= enoughCalls && failures > calls * worstShare))
      this.#open(firstSpell, now);
  }

  /** What was known is not true any more: it counts anew, and attempts that began before say nothing. */
  forgive(now: number): void {
    this.#probing = false;
    this.#close(now);
  }

  /** Calls that ended within the window, and those of them that failed. */
  tally(now: number): Tally {
    this.#turn(now);
    return { calls: this.#calls + this.#callsBefore, failures: this.#failures + this.#failuresBefore };
  }

  #turn(now: number): void {
    const elapsed = now - this.#halfBegun;
    if (elapsed < halfWindow) return;
    const adjacent = elapsed < 2 * halfWindow;
    this.#callsBefore = adjacent ? this.#calls : 0;
    this.#failuresBefore = adjacent ? this.#failures : 0;
    this.#calls = 0;
    this.#failures = 0;
    this.#halfBegun = now;
  }

  #open(spell: number, now: number): void {
    this.#state = "open";
    this.#since = now;
    this.#spell = spell;
    this.#openUntil = now + spell;
  }

  #close(now: number): void {
    this.#state = "closed";
    this.#since = now;
    this.#row = 0;
    this.#calls = this.#failures = this.#callsBefore = this.#failuresBefore = 0;
  }
}
