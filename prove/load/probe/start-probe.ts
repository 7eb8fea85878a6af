import { join } from "node:path";
import { plainEnvironment, startChild } from "../../../bench/lib/child.ts";
import type { World } from "../../scenarios/scenario.ts";
import { percentile } from "../percentile.ts";

export interface ProbeResult {
  /** Milliseconds, of those that were answered. */
  readonly p50: number;
  readonly p99: number;
  /** How many were asked, and how many got no answer. */
  readonly asked: number;
  readonly failed: number;
}

/** Asks a server how it is for so many seconds, and tells how long the answers took. */
export async function probe(world: World, port: number, seconds: number): Promise<ProbeResult> {
  const child = startChild({
    command: process.execPath,
    args: [join(import.meta.dirname, "main.ts"), String(port), String(seconds)],
    env: plainEnvironment(),
    cores: undefined,
  });
  const stop = world.cleanup.add(() => child.stop());
  const times = JSON.parse(await child.finished((seconds + 30) * 1_000)) as number[];
  await stop();
  const answered = times.filter((ms) => ms >= 0);
  return {
    p50: percentile(answered, 0.5),
    p99: percentile(answered, 0.99),
    asked: times.length,
    failed: times.length - answered.length,
  };
}
