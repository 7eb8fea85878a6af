/** A life shorter than this was short, and is a reason to wait; in milliseconds. */
export const shortLife = 30_000;

/** Waiting times in milliseconds: after the first short life, and at most. */
const least = 100;
const most = 30_000;

/**
 * How long to wait before a worker that ended is replaced, in milliseconds, given how many workers in its place had
 * a short life in a row. One that had lived well is replaced at once; each place makes, in the long run, no more
 * than two starts a minute.
 */
export function restartDelay(shortLives: number): number {
  return shortLives === 0 ? 0 : Math.min(most, least * 2 ** Math.min(shortLives - 1, 20));
}
