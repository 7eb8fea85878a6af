import type { Spread } from "../report/spread.ts";

/** The median with the quartiles in place of the ends, which in many short measurements are accidents. */
export function quartiles(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number | undefined => {
    const place = share * (sorted.length - 1);
    const [lower, upper] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return lower === undefined || upper === undefined ? undefined : lower + (upper - lower) * (place % 1);
  };
  const [min, median, max] = [at(0.25), at(0.5), at(0.75)];
  return min === undefined || median === undefined || max === undefined ? undefined : { min, median, max };
}
