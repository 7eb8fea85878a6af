/**
 * A number of streams that are always open. They begin spread over the warm-up, which lasts as long as
 * one stream, so that within the window beginnings and ends are as even as they are in steady use;
 * a chunk's price then contains its share of its stream's beginning and end.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { LoadConnection } from "./connection.ts";
import type { LoadResult, StreamsJob } from "./job.ts";
import { Latencies } from "./latencies.ts";
import { chatRequest } from "./request.ts";
import { StreamCheck } from "./stream-check.ts";
import { measureWindow } from "./window.ts";

/** The streams that are open at the end of the window must also end well, and not much later than due. */
const DRAIN_LIMIT_FACTOR = 4;

export async function runStreams(job: StreamsJob, fail: (error: Error) => void): Promise<LoadResult> {
  const request = chatRequest(job.port, job.apiKey, true, job.headers);
  const firstBytes = new Latencies();
  const open = new Set<LoadConnection>();
  let chunks = 0;
  let ending = false;
  const owner = {
    firstByte: (sentAt: number) => firstBytes.record(sentAt),
    units: (count: number) => (chunks += count),
    answered: (connection: LoadConnection) => {
      if (!ending) return connection.send(request);
      connection.close();
      open.delete(connection);
    },
    left: () => undefined,
    failed: fail,
  };

  function begin(): void {
    const connection = new LoadConnection(job.port, new StreamCheck(job.chunks), owner);
    open.add(connection);
    connection.send(request);
  }

  const ramp = beginSpread(job.streams, job.warmupMs, begin);
  const result = await measureWindow(job, () => chunks, firstBytes);
  await ramp;
  ending = true;
  await drained(open, job.warmupMs * DRAIN_LIMIT_FACTOR);
  return result;
}

async function beginSpread(count: number, overMs: number, begin: () => void): Promise<void> {
  const startedAt = performance.now();
  for (let begun = 0; begun < count; await sleep(2)) {
    const due = Math.ceil(((performance.now() - startedAt) / overMs) * count);
    for (; begun < Math.min(due, count); begun++) begin();
  }
}

async function drained(open: ReadonlySet<LoadConnection>, limitMs: number): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (open.size > 0) {
    if (performance.now() > deadline) throw new Error(`${open.size} streams did not end`);
    await sleep(20);
  }
}
