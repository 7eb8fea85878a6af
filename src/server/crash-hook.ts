import type { ReachCheckpoint } from "../engine/checkpoint.ts";

/**
 * For the proof of the books alone: with `PARLEY_CRASH_AT=after-open:3` the process kills itself when an attempt
 * passes that step for the third time. As sudden as a power cut: nothing is flushed, nobody is told.
 * `undefined` without the variable: nothing then listens.
 */
export function crashHook(value: string | undefined): ReachCheckpoint | undefined {
  if (value === undefined || value === "") return undefined;
  const [step, times = "1"] = value.split(":");
  let left = Number(times);
  return function reach(checkpoint) {
    if (checkpoint === step && --left === 0) process.kill(process.pid, "SIGKILL");
  };
}
