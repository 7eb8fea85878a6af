/** How many times are kept, and how many there must be before they say anything. */
const kept = 64;
const enough = 20;

/** The last times to the first of an answer, in milliseconds, for their 95th percentile. */
export class FirstTimes {
  readonly #times = new Float64Array(kept);
  #count = 0;

  add(ms: number): void {
    this.#times[this.#count++ % kept] = ms;
  }

  /**
   * An attempt was given up after so long, and had not answered. That counts where it is long: without it, an attempt
   * that lost to a second one would never be seen, and what counts as slow would become shorter and shorter.
   */
  addUnanswered(ms: number): void {
    const p95 = this.p95();
    if (p95 !== undefined && ms >= p95) this.add(ms);
  }

  /** `undefined` before there are enough of them. */
  p95(): number | undefined {
    const count = Math.min(this.#count, kept);
    if (count < enough) return undefined;
    const sorted = this.#times.slice(0, count).sort();
    return sorted[Math.ceil(count * 0.95) - 1];
  }
}
