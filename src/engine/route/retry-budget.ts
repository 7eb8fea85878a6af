/** Extra attempts that are allowed before any call has earned one. */
const initial = 3;

/** What each call earns: 20 percent of it. */
const earned = 0.2;

/** What is kept at most, so that a long calm does not pay for a storm. */
const most = 10;

/**
 * How many attempts beyond the first of each call a target bears: never more than 3 and 20% of the calls that were sent
 * to it first. When everything fails, retries then add a fifth to an upstream's load, and do not multiply it.
 */
export class RetryBudget {
  #tokens = initial;

  /** A call asks the target first. */
  earn(): void {
    this.#tokens = Math.min(most, this.#tokens + earned);
  }

  /** Pays for an extra attempt, where there is enough for one. */
  take(): boolean {
    // Fifths are no binary fractions: five of them may come out a hair below one.
    if (this.#tokens < 1 - 1e-9) return false;
    this.#tokens -= 1;
    return true;
  }
}
