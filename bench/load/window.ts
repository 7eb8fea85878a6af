/** The measuring window: warm-up, a reading, the time in between, a reading. */
import { setTimeout as sleep } from "node:timers/promises";
import {
  cpuBetween,
  type CpuReading,
  readCpu,
  readMachineBusyMicros,
  readMemory,
} from "../lib/process-meter.ts";
import type { LoadJob, LoadResult } from "./job.ts";
import type { Latencies } from "./latencies.ts";

interface Reading {
  readonly at: number;
  readonly units: number;
  readonly server: CpuReading;
  readonly mock: CpuReading;
  readonly load: CpuReading;
  readonly machineMicros: number;
}

/** Measures a load that already runs. `units` gives how many requests or chunks have arrived so far. */
export async function measureWindow(
  job: LoadJob,
  units: () => number,
  latencies: Latencies,
): Promise<LoadResult> {
  await sleep(job.warmupMs);
  const before = read(job, units());
  latencies.open();
  await sleep(job.windowMs);
  latencies.close();
  const after = read(job, units());
  const memory = readMemory(job.serverPids);
  const serverCpuMicros = cpuBetween(before.server, after.server);
  const mockCpuMicros = cpuBetween(before.mock, after.mock);
  const loadCpuMicros = cpuBetween(before.load, after.load);
  const ours = serverCpuMicros + mockCpuMicros + loadCpuMicros;
  return {
    units: after.units - before.units,
    windowMs: after.at - before.at,
    serverCpuMicros,
    mockCpuMicros,
    loadCpuMicros,
    foreignCpuMicros: Math.max(0, after.machineMicros - before.machineMicros - ours),
    latency: latencies.result(),
    rssBytes: memory.rssBytes,
    ...(memory.pssBytes === undefined ? {} : { pssBytes: memory.pssBytes }),
  };
}

function read(job: LoadJob, units: number): Reading {
  return {
    at: performance.now(),
    units,
    server: readCpu(job.serverPids),
    mock: readCpu(job.mockPids),
    load: readCpu([process.pid]),
    machineMicros: readMachineBusyMicros(),
  };
}
