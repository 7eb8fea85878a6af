/** The pace is that of the last seconds, and of less than this nothing can be said. In milliseconds. */
const windowMs = 5_000;
const leastMs = 200;

/**
 * How fast bytes come. The returned function is told how many there are, and gives the bytes a second; `undefined`
 * until there is something to go by. Times are milliseconds that only grow.
 */
export function createPace(at: number, bytes: number): (at: number, bytes: number) => number | undefined {
  const samples = [{ at, bytes }];
  return function pace(now, there) {
    while (samples.length > 2 && (samples[1]?.at ?? now) <= now - windowMs) samples.shift();
    const [first] = samples;
    const since = first === undefined ? 0 : now - first.at;
    samples.push({ at: now, bytes: there });
    if (first === undefined || since < leastMs) return undefined;
    return Math.round(((there - first.bytes) * 1000) / since);
  };
}
