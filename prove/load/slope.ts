/** A quantity at a moment: hours, and whatever it is measured in. */
export interface Reading {
  readonly hours: number;
  readonly value: number;
}

/**
 * How fast it grows, in its own unit per hour, by Theil and Sen: the median of the slopes between all pairs. A few
 * wild readings change nothing of it. 0 for fewer than two readings.
 */
export function slopePerHour(readings: readonly Reading[]): number {
  const slopes = readings.flatMap((left, index) =>
    readings
      .slice(index + 1)
      .filter(({ hours }) => hours > left.hours)
      .map((right) => (right.value - left.value) / (right.hours - left.hours)),
  );
  slopes.sort((left, right) => left - right);
  const middle = slopes.length >> 1;
  const upper = slopes[middle] ?? 0;
  return slopes.length % 2 === 1 ? upper : ((slopes[middle - 1] ?? 0) + upper) / 2;
}

/** The lowest reading of each minute: what is left when a collection has just been. */
export function lowestOfMinutes(readings: readonly Reading[]): readonly Reading[] {
  const minutes = Map.groupBy(readings, ({ hours }) => Math.floor(hours * 60));
  return [...minutes.values()].flatMap((all) =>
    all.toSorted((one, two) => one.value - two.value).slice(0, 1),
  );
}
