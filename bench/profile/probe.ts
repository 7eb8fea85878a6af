/**
 * Loaded into the server before its program (`--import probe.ts?what=…&seconds=…&file=…`): on SIGCONT, which does nothing
 * else to a process that runs, it watches for some seconds and writes the profile.
 */
import { writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { setTimeout as sleep } from "node:timers/promises";

const asked = new URL(import.meta.url).searchParams;
const seconds = Number(asked.get("seconds"));
const file = asked.get("file") ?? "";

/** Bytes between two samples, on the average. */
const samplingInterval = 8_192;

async function allocations(session: Session): Promise<object> {
  await session.post("HeapProfiler.startSampling", {
    samplingInterval,
    // What is garbage by then was allocated, too.
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await sleep(seconds * 1_000);
  return (await session.post("HeapProfiler.stopSampling")).profile;
}

async function time(session: Session): Promise<object> {
  await session.post("Profiler.enable");
  await session.post("Profiler.start");
  await sleep(seconds * 1_000);
  return (await session.post("Profiler.stop")).profile;
}

async function watch(): Promise<void> {
  const session = new Session();
  session.connect();
  const profile = await (asked.get("what") === "time" ? time(session) : allocations(session));
  writeFileSync(file, JSON.stringify(profile));
  session.disconnect();
}

process.once("SIGCONT", () => void watch());
