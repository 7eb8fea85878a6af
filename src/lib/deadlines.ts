import { Crowd, type Member } from "./crowd.ts";

/** How often deadlines are looked at, in milliseconds: they are met by this much too late at most. */
const interval = 100;

/** Something that may take too long. */
export interface Timed extends Member {
  /** Monotonic milliseconds; `Infinity` while nothing is awaited. */
  readonly deadline: number;
  /** The deadline has passed. May set another one. */
  expire(): void;
}

/**
 * The clocks of many exchanges, looked at together: a timer for each phase of each call costs more than
 * a glance at thousands of deadlines ten times a second. Keeps the process alive while something is timed.
 */
export class Deadlines {
  readonly #timed = new Crowd<Timed>();
  #timer: NodeJS.Timeout | undefined;

  add(timed: Timed): void {
    this.#timed.add(timed);
    this.#timer ??= setInterval(() => this.#look(), interval);
  }

  remove(timed: Timed): void {
    this.#timed.delete(timed);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    // The timer stays through short pauses, so that a busy server does not make and drop it all the time.
    if (this.#timed.size === 0) {
      this.close();
      return;
    }
    const now = performance.now();
    for (const timed of this.#timed) if (timed.deadline <= now && this.#timed.has(timed)) timed.expire();
  }
}
