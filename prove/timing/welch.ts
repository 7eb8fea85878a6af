/** Sums over one class of samples (Welford), so that millions need no memory. */
export class Moments {
  count = 0;
  mean = 0;
  #squares = 0;

  add(value: number): void {
    this.count++;
    const before = value - this.mean;
    this.mean += before / this.count;
    this.#squares += before * (value - this.mean);
  }

  /** Of the sample; 0 where there are fewer than two. */
  get variance(): number {
    return this.count < 2 ? 0 : this.#squares / (this.count - 1);
  }
}

/**
 * Welch's t: by how many standard errors two means differ. Beyond 4.5 two classes can be told apart by their timing, as
 * Test Vector Leakage Assessment has it (Goodwill et al., 2011); 0 where nothing can be said.
 */
export function welch(one: Moments, other: Moments): number {
  const error = one.variance / one.count + other.variance / other.count;
  return error > 0 ? (one.mean - other.mean) / Math.sqrt(error) : 0;
}

/**
 * The t of two classes of times, the slowest left out: what the machine does meanwhile is noise of both. The bound is
 * taken from both together, since one for each would hide what is to be found.
 *
 * @param keep The share of the samples that counts, 0 to 1.
 */
export function croppedWelch(ones: Float64Array, others: Float64Array, keep: number): number {
  const all = new Float64Array(ones.length + others.length);
  all.set(ones);
  all.set(others, ones.length);
  all.sort();
  const most = all[Math.max(0, Math.ceil(all.length * keep) - 1)] ?? Infinity;
  const [one, other] = [new Moments(), new Moments()];
  for (const value of ones) if (value <= most) one.add(value);
  for (const value of others) if (value <= most) other.add(value);
  return welch(one, other);
}
