import { cpuBetween, readCpu, readMachineBusyMicros, readMemory } from "../lib/process-meter.ts";
import type { LocalResult } from "./job.ts";

/** Does the work, and tells beside its result how long it took, what others did meanwhile, and the memory at its end. */
export async function observe(
  serverPids: readonly number[],
  work: () => Promise<Pick<LocalResult, "tokens" | "turns">>,
): Promise<LocalResult> {
  const own = serverPids.includes(process.pid) ? [] : [process.pid];
  const read = () => ({
    at: performance.now(),
    server: readCpu(serverPids),
    own: readCpu(own),
    machineMicros: readMachineBusyMicros(),
  });
  const before = read();
  const done = await work();
  const after = read();
  const cpuMicros = cpuBetween(before.server, after.server);
  const ours = cpuMicros + cpuBetween(before.own, after.own);
  const { rssBytes, pssBytes } = readMemory(serverPids);
  return {
    ...done,
    windowMs: after.at - before.at,
    cpuMicros,
    foreignCpuMicros: Math.max(0, after.machineMicros - before.machineMicros - ours),
    rssBytes,
    ...(pssBytes === undefined ? {} : { pssBytes }),
  };
}
