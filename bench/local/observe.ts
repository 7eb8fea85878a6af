import { cpuBetween, readCpu, readMachineBusyMicros, readMemory } from "../lib/process-meter.ts";
import type { LocalResult } from "./job.ts";

/** Does the work, and tells beside its result how long it took, what others did meanwhile, and the memory at its end. */
export async function observe(
  serverPids: readonly number[],
  work: () => Promise<Pick<LocalResult, "tokens" | "turns">>,
): Promise<LocalResult> {
  const ours = [...new Set([...serverPids, process.pid])];
  const before = { cpu: readCpu(ours), machine: readMachineBusyMicros(), at: performance.now() };
  const done = await work();
  const windowMs = performance.now() - before.at;
  const foreign = readMachineBusyMicros() - before.machine - cpuBetween(before.cpu, readCpu(ours));
  const { rssBytes, pssBytes } = readMemory(serverPids);
  return {
    ...done,
    windowMs,
    foreignCpuMicros: Math.max(0, foreign),
    rssBytes,
    ...(pssBytes === undefined ? {} : { pssBytes }),
  };
}
