/**
 * The load generator, a process of its own: `BENCH_JOB='<LoadJob as JSON>' node bench/load/main.ts`
 * (the job holds a key, and arguments can be seen by every user of a machine).
 *
 * Prints a LoadResult as JSON and ends with 0; ends with 1 at the first wrong answer. A run in which one
 * answer was wrong measures something else than it says, so there are no error counts.
 */
import { runClosedLoop } from "./closed-loop.ts";
import type { LoadJob, LoadResult } from "./job.ts";
import { runOpenLoop } from "./open-loop.ts";
import { runStreams } from "./streams.ts";

function run(job: LoadJob, fail: (error: Error) => void): Promise<LoadResult> {
  switch (job.kind) {
    case "closed-loop":
      return runClosedLoop(job, fail);
    case "open-loop":
      return runOpenLoop(job, fail);
    case "streams":
      return runStreams(job, fail);
  }
}

const job = JSON.parse(process.env["BENCH_JOB"] ?? "null") as LoadJob;
const failure = Promise.withResolvers<never>();
process.stdin.resume().on("end", () => process.exit(1)); // whoever started us is gone

try {
  const result = await Promise.race([run(job, failure.reject), failure.promise]);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
