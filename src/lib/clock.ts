/** Time comes by argument, so that tests can make their own. */
export interface Clock {
  /** Unix milliseconds, for what people and rows see. May jump. */
  now(): number;
  /** Milliseconds that only grow, for durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
