/** Collects durations while the window is open. */
import type { LatencyResult } from "./job.ts";

export class Latencies {
  readonly #values: number[] = [];
  #open = false;

  open(): void {
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }

  /** @param since `performance.now()` at the beginning of what ends now. */
  record(since: number): void {
    if (this.#open) this.#values.push(performance.now() - since);
  }

  result(): LatencyResult {
    const sorted = Float64Array.from(this.#values).sort();
    return {
      count: sorted.length,
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
      maxMs: percentile(sorted, 1),
    };
  }
}

/** The nearest-rank percentile of values in ascending order. Throws when there are none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error("nothing was measured within the window");
  return value;
}
