/** Each connection asks again as soon as it has its answer. */
import { LoadConnection } from "./connection.ts";
import type { ClosedLoopJob, LoadResult } from "./job.ts";
import { JsonCheck } from "./json-check.ts";
import { Latencies } from "./latencies.ts";
import { chatRequest } from "./request.ts";
import { measureWindow } from "./window.ts";

export async function runClosedLoop(job: ClosedLoopJob, fail: (error: Error) => void): Promise<LoadResult> {
  const request = chatRequest(job.port, job.apiKey, false, job.headers);
  const latencies = new Latencies();
  let answers = 0;
  const owner = {
    firstByte: () => undefined,
    units: () => undefined,
    answered: (connection: LoadConnection, sentAt: number) => {
      answers++;
      latencies.record(sentAt);
      connection.send(request);
    },
    left: () => undefined,
    failed: fail,
  };
  const connections = Array.from({ length: job.connections }, () => {
    const connection = new LoadConnection(job.port, new JsonCheck(), owner);
    connection.send(request);
    return connection;
  });
  const result = await measureWindow(job, () => answers, latencies);
  for (const connection of connections) connection.close();
  return result;
}
