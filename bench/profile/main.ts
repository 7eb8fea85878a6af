/**
 * `node bench/profile/main.ts [--what allocations|time] [--stream] [--entry FILE]`: where a call's memory or time goes, by
 * the function of Parley's that asked for it. What is allocated hardly depends on what else the machine does.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { cleanUpOnSignals, createCleanup, runMain } from "../lib/cleanup.ts";
import { divideCores, leaveServerCore } from "../lib/cores.ts";
import { loadScenarios, streamChunks } from "../scenarios/load-scenario.ts";
import { runLoad } from "../scenarios/run-rounds.ts";
import { startMock } from "../subjects/mock.ts";
import { startParley } from "../subjects/parley.ts";
import { type HeapNode, sharesOfHeap, sharesOfTime, type TimeProfile } from "./shares.ts";

const ENTRY = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));
/** In seconds; shorter than the window in which the load is counted. */
const WATCHED = 4;
const SHOWN = 50;
const GRACE_MS = 20_000;

const cleanup = createCleanup();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      what: { type: "string", default: "allocations" },
      stream: { type: "boolean", default: false },
      entry: { type: "string", default: ENTRY },
    },
  });
  const { what, stream } = values;
  if (what !== "allocations" && what !== "time")
    throw new Error(`--what is allocations or time; not "${what}"`);
  cleanUpOnSignals(cleanup);
  const cores = divideCores();
  leaveServerCore(cores);
  const folder = mkdtempSync(join(tmpdir(), "parley-profile-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const scenario = loadScenarios(false).find(({ name }) => name === (stream ? "sse-few" : "json-closed"));
  if (scenario === undefined) throw new Error("there is no such load");
  const mock = await startMock(streamChunks(false), 10, cleanup);
  const file = join(folder, "profile.json");
  const probe = new URL("probe.ts", import.meta.url);
  probe.search = new URLSearchParams({ what, seconds: String(WATCHED), file }).toString();
  const around = { mockPort: mock.port, folder, cores, cleanup };
  const parley = await startParley(around, resolve(values.entry), ["--import", probe.href]);
  const load = runLoad(scenario, parley, mock, cleanup);
  await sleep(scenario.job.warmupMs + 500);
  for (const pid of parley.serverPids()) process.kill(pid, "SIGCONT");
  const { units, windowMs } = await load;
  const profile = await written(file);
  await parley.stop();
  await mock.stop();
  if (what === "time") {
    const shares = sharesOfTime(profile as TimeProfile);
    print(shares, 100 / sum(shares), "% of the main thread's time");
  } else {
    const watched = (units / windowMs) * WATCHED * 1_000;
    const { head } = profile as { readonly head: HeapNode };
    print(sharesOfHeap(head), 1 / watched / 1_000, `kB per ${scenario.unit}`);
  }
}

async function written(file: string): Promise<unknown> {
  const deadline = performance.now() + GRACE_MS;
  while (!existsSync(file)) {
    if (performance.now() > deadline) throw new Error("the server wrote no profile");
    await sleep(100);
  }
  await sleep(500);
  return JSON.parse(readFileSync(file, "utf8"));
}

function print(shares: ReadonlyMap<string, number>, scale: number, unit: string): void {
  console.log(`${(sum(shares) * scale).toFixed(1).padStart(8)} ${unit}, of which`);
  const sorted = [...shares].toSorted(([, one], [, other]) => other - one);
  for (const [name, share] of sorted.slice(0, SHOWN))
    console.log(`${(share * scale).toFixed(2).padStart(8)} ${name}`);
}

function sum(shares: ReadonlyMap<string, number>): number {
  return [...shares.values()].reduce((total, share) => total + share, 0);
}

await runMain("The profile", cleanup, main);
