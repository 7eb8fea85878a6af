/** Of how many values, and the least of them that is as large as half, 95 % and 99 % of all (the nearest rank). */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** More than so many are counted instead of sorted: a million then take milliseconds, and nobody waits for a sort. */
const countedFrom = 4_096;

/** Whole numbers below this have a counter each; what is larger is rare, and sorted. */
const counters = 65_536;

/** Exact percentiles of integers ≥ 0, which may come in several lists; `undefined` where there are none. */
export function percentilesOf(lists: readonly (readonly number[])[]): Percentiles | undefined {
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  if (count === 0) return undefined;
  const at = count < countedFrom ? sorted(lists) : counted(lists);
  const rank = (percent: number): number => at(Math.ceil((count * percent) / 100) - 1);
  return { count, p50: rank(50), p95: rank(95), p99: rank(99) };
}

/** The value at a place in the order of all. */
type At = (place: number) => number;

function sorted(lists: readonly (readonly number[])[]): At {
  const all = Float64Array.from(lists.flat()).sort();
  return (place) => all[place] ?? 0;
}

function counted(lists: readonly (readonly number[])[]): At {
  const counts = new Uint32Array(counters);
  const large: number[] = [];
  for (const list of lists)
    for (const value of list) {
      if (value < counters) counts[value] = (counts[value] ?? 0) + 1;
      else large.push(value);
    }
  const rest = Float64Array.from(large).sort();
  return (place) => {
    let before = 0;
    for (let value = 0; value < counters; value++) {
      before += counts[value] ?? 0;
      if (place < before) return value;
    }
    return rest[place - before] ?? 0;
  };
}
