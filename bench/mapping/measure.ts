import { type Spread, spread } from "../report/spread.ts";
import { type Lane, words } from "./lanes.ts";

/** What mapping may cost over the fast lane, in microseconds of CPU for each event. */
export const targetMicros = 15;

export interface Measured {
  readonly name: string;
  /** Microseconds of CPU for each event. */
  readonly cost: Spread;
  /** What of it the fast lane does not need: pairs of samples taken right after each other. */
  readonly over: Spread;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Streams in one sample. */
  readonly streams: number;
  /** CPU time of this process so far, in microseconds. */
  readonly cpu: () => number;
}

/**
 * Measures all lanes in turn, round by round, so that whatever else the machine does falls on all of them alike. The
 * first round is thrown away: it is the compiler's.
 */
export function measureLanes(
  fast: Lane,
  lanes: readonly Lane[],
  { rounds, streams, cpu }: MeasureOptions,
): readonly Measured[] {
  const samples = lanes.map(() => ({ cost: [] as number[], over: [] as number[] }));
  const sample = ({ run }: Lane): number => {
    const before = cpu();
    for (let stream = 0; stream < streams; stream++) run();
    return (cpu() - before) / (streams * words);
  };
  for (let round = 0; round <= rounds; round++) {
    for (const [position, lane] of lanes.entries()) {
      const base = sample(fast);
      const cost = sample(lane);
      if (round === 0) continue;
      samples[position]?.cost.push(cost);
      samples[position]?.over.push(cost - base);
    }
  }
  return lanes.map(({ name }, position) => {
    const cost = spread(samples[position]?.cost ?? []);
    const over = spread(samples[position]?.over ?? []);
    if (cost === undefined || over === undefined) throw new RangeError("There must be a round.");
    return { name, cost, over };
  });
}
