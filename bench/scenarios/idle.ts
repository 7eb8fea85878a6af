/** Idle memory: the server some seconds after its start, with one call answered. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startChild } from "../lib/child.ts";
import { cpuBetween, type Memory, processTree, readCpu, readMemory } from "../lib/process-meter.ts";
import { type ColdStartSetting, firstAnswer } from "./cold-start.ts";
import { firstStartEnvironment } from "./first-start.ts";

export interface Idle extends Memory {
  readonly processes: number;
  readonly afterMs: number;
  /** CPU used while nobody asked anything, per second. */
  readonly cpuMicrosPerSecond: number;
}

/** @param afterMs how long after the answer the memory is read. */
export async function runIdle(setting: ColdStartSetting, afterMs: number): Promise<Idle> {
  setting.say(`Idle memory after ${afterMs / 1000} s`);
  const folder = join(setting.folder, "idle");
  mkdirSync(folder);
  const child = startChild({
    command: process.execPath,
    args: [setting.entry, "start"],
    env: firstStartEnvironment(folder),
    cwd: folder,
    cores: setting.cores.server,
  });
  const stop = setting.cleanup.add(() => child.stop());
  try {
    await firstAnswer(child);
    await sleep(afterMs / 2);
    const pids = processTree(child.pid);
    const before = readCpu(pids);
    await sleep(afterMs / 2);
    const cpuMicrosPerSecond = cpuBetween(before, readCpu(pids)) / (afterMs / 2000);
    return { ...readMemory(pids), processes: pids.length, afterMs, cpuMicrosPerSecond };
  } finally {
    await stop();
  }
}
