/** How many times are kept, and how many there must be before they say anything. */
const kept = 64;
const enough = 20;

/** A measured time counts less the older it is: after so many milliseconds a new one weighs 63%. */
const decay = 60_000;

/** A time so old says nothing any more, in milliseconds: the target is measured again. */
const forgotten = 600_000;

/** The last times from an attempt to the first of its answer, in milliseconds. `now`: monotonic milliseconds. */
export class FirstTimes {
  readonly #times = new Float64Array(kept);
  #count = 0;
  #average = 0;
  #measuredAt = -Infinity;

  add(ms: number, now: number): void {
    const elapsed = now - this.#measuredAt;
    const weight = elapsed > forgotten ? 1 : Math.max(0.1, 1 - Math.exp(-elapsed / decay));
    this.#average += (ms - this.#average) * weight;
    this.#measuredAt = now;
    this.#keep(ms);
  }

  /** In which old ones fade; `undefined` when nobody has measured lately. */
  average(now: number): number | undefined {
    return now - this.#measuredAt > forgotten ? undefined : this.#average;
  }

  #keep(ms: number): void {
    this.#times[this.#count++ % kept] = ms;
  }

  /**
   * An attempt was given up after so long, and had not answered. That counts where it is long: without it, an attempt
   * that lost to a second one would never be seen, and what counts as slow would become shorter and shorter.
   */
  addUnanswered(ms: number): void {
    const p95 = this.p95();
    if (p95 !== undefined && ms >= p95) this.#keep(ms);
  }

  /** The 95th percentile; `undefined` before there are enough of them. */
  p95(): number | undefined {
    const count = Math.min(this.#count, kept);
    if (count < enough) return undefined;
    const sorted = this.#times.slice(0, count).sort();
    return sorted[Math.ceil(count * 0.95) - 1];
  }
}
