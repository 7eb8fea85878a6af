/** Times one small piece of work. */
import { type Spread, spread } from "../report/spread.ts";

/** One thing that the hot path does, once. Its result is used, so that it cannot be optimised away. */
export interface Case {
  readonly name: string;
  readonly run: () => unknown;
}

/** Long enough to drown the clock and the loop, short enough to lie between two interruptions. */
const SAMPLE_MS = 30;
const SAMPLES = 9;
const WARM_UP_MS = 200;

let sink: unknown;

/** Nanoseconds a run, over nine samples after a warm-up. */
export function timeCase({ run }: Case): Spread {
  const perMs = runsWithin(run, WARM_UP_MS) / WARM_UP_MS;
  const runs = Math.max(1, Math.round(perMs * SAMPLE_MS));
  const samples = Array.from({ length: SAMPLES }, () => nanosPerRun(run, runs));
  const result = spread(samples);
  if (result === undefined) throw new Error("no samples");
  return result;
}

function runsWithin(run: () => unknown, limitMs: number): number {
  const end = performance.now() + limitMs;
  let runs = 0;
  for (; performance.now() < end; runs++) sink = run();
  return runs;
}

function nanosPerRun(run: () => unknown, runs: number): number {
  const before = process.hrtime.bigint();
  for (let index = 0; index < runs; index++) sink = run();
  return Number(process.hrtime.bigint() - before) / runs;
}

/** What the last run gave; reading it is what keeps the runs alive. */
export function lastResult(): unknown {
  return sink;
}
