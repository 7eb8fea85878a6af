/**
 * Lets node-llama-cpp alone and a started Parley take turns: `BENCH_JOB='<LocalJob as JSON>' node main.ts` (the job
 * holds a key, and arguments can be seen by every user of a machine). Prints a LocalResult as JSON.
 */
import { cpuBetween, readCpu, readMachineBusyMicros, readMemory } from "../../lib/process-meter.ts";
import { DISTURBED_CORE, foreignCore } from "../../scenarios/quiet.ts";
import type { Both, LocalJob, LocalResult } from "../job.ts";
import { question } from "../question.ts";
import { compareStreams, compareTalks, type Observe } from "./compare.ts";
import { startDirectSide } from "./direct-side.ts";
import { parleySide } from "./parley-side.ts";
import type { Side } from "./side.ts";

/** Both sides run their code for a while before they are measured. */
const WARM_UPS = 3;
const WARM_UP_TOKENS = 16;

/** On a machine that never comes to rest, a run takes at most this many times as many pairs. */
const MOST_PAIRS = 3;

function observer(sides: Both<Side>): Observe {
  const ours = [process.pid, ...sides.direct.pids, ...sides.parley.pids];
  return async (subject, work) => {
    const { pids, loopDelayMs } = sides[subject];
    const read = () => ({
      at: performance.now(),
      side: readCpu(pids),
      ours: readCpu(ours),
      machineMicros: readMachineBusyMicros(),
    });
    await loopDelayMs?.(); // from now on
    const before = read();
    const tokens = await work();
    const after = read();
    const loopDelay = await loopDelayMs?.();
    const foreign = after.machineMicros - before.machineMicros - cpuBetween(before.ours, after.ours);
    return {
      tokens,
      windowMs: after.at - before.at,
      cpuMicros: cpuBetween(before.side, after.side),
      foreignCpuMicros: Math.max(0, foreign),
      ...(loopDelay !== undefined && { loopDelayMs: loopDelay }),
    };
  };
}

async function run({ direct, parley, work, pairs }: LocalJob): Promise<LocalResult> {
  const sides: Both<Side> = { direct: await startDirectSide(direct), parley: parleySide(parley) };
  const streams = work.kind === "streams" ? work.streams : 1;
  for (let round = 0; round < WARM_UPS; round++) {
    const questions = Array.from({ length: streams }, (_, place) => question(`warm ${round}`, place));
    await sides.direct.answer(questions, WARM_UP_TOKENS);
    await sides.parley.answer(questions, WARM_UP_TOKENS);
  }
  let measured = 0;
  const patience = {
    disturbed: (stint: Parameters<typeof foreignCore>[0]) => foreignCore(stint) > DISTURBED_CORE,
    goesOn: () => measured++ < pairs * (MOST_PAIRS - 1),
  };
  const found =
    work.kind === "streams"
      ? await compareStreams(sides, work, pairs, observer(sides), patience)
      : await compareTalks(sides, work, pairs);
  const memory = ({ pids }: Side): number => {
    const { rssBytes, pssBytes } = readMemory(pids);
    return pssBytes ?? rssBytes;
  };
  const memoryBytes = { direct: memory(sides.direct), parley: memory(sides.parley) };
  sides.direct.close();
  return { ...found, memoryBytes };
}

process.stdin.resume().on("end", () => process.exit(1)); // whoever started us is gone
try {
  const result = await run(JSON.parse(process.env["BENCH_JOB"] ?? "null") as LocalJob);
  process.stdout.write(JSON.stringify(result), () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
