/**
 * Requests leave at an even rate, whether or not earlier ones were answered; a slow server therefore
 * shows in the latencies instead of slowing the load.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { LoadConnection } from "./connection.ts";
import type { LoadResult, OpenLoopJob } from "./job.ts";
import { JsonCheck } from "./json-check.ts";
import { Latencies } from "./latencies.ts";
import { chatRequest } from "./request.ts";
import { measureWindow } from "./window.ts";

/** Open from the beginning, so that connecting is not measured. */
const READY_CONNECTIONS = 32;

/** A server that needs more than this many at once has stalled for seconds. */
const MAX_CONNECTIONS = 1_000;

export async function runOpenLoop(job: OpenLoopJob, fail: (error: Error) => void): Promise<LoadResult> {
  const request = chatRequest(job.port, job.apiKey, false, job.headers);
  const latencies = new Latencies();
  /** Taken in turns, so that none is idle for so long that the server closes it. */
  const idle: LoadConnection[] = [];
  const all = new Set<LoadConnection>();
  let answers = 0;
  const owner = {
    firstByte: () => undefined,
    units: () => undefined,
    answered: (connection: LoadConnection, sentAt: number) => {
      answers++;
      latencies.record(sentAt);
      idle.push(connection);
    },
    left: (connection: LoadConnection) => {
      all.delete(connection);
      const at = idle.indexOf(connection);
      if (at !== -1) idle.splice(at, 1);
    },
    failed: fail,
  };

  function open(): LoadConnection {
    if (all.size >= MAX_CONNECTIONS)
      throw new Error(`more than ${MAX_CONNECTIONS} requests unanswered at once`);
    const connection = new LoadConnection(job.port, new JsonCheck(), owner);
    all.add(connection);
    return connection;
  }

  for (let index = 0; index < READY_CONNECTIONS; index++) idle.push(open());
  await sleep(100);
  const stop = atEvenRate(job.requestsPerSecond, fail, () => (idle.shift() ?? open()).send(request));
  const result = await measureWindow(job, () => answers, latencies);
  stop();
  for (const connection of all) connection.close();
  return result;
}

/** Calls `deed` so many times a second, in the mean exactly, each within a timer's millisecond. */
function atEvenRate(perSecond: number, fail: (error: Error) => void, deed: () => void): () => void {
  const startedAt = performance.now();
  let done = 0;
  let timer: NodeJS.Timeout;
  const turn = (): void => {
    const due = Math.floor(((performance.now() - startedAt) * perSecond) / 1000);
    try {
      for (; done < due; done++) deed();
    } catch (error) {
      return fail(error instanceof Error ? error : new Error(String(error)));
    }
    const nextAt = startedAt + ((done + 1) * 1000) / perSecond;
    timer = setTimeout(turn, Math.max(1, Math.ceil(nextAt - performance.now())));
  };
  timer = setTimeout(turn, 1);
  return () => clearTimeout(timer);
}
