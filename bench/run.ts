/** `npm run bench`: what a hop through Parley costs, beside nginx and no hop at all. See docs/performance.md. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { runBooks } from "./books/run-books.ts";
import { cleanUpOnSignals, createCleanup, runMain } from "./lib/cleanup.ts";
import { type Cores, describeCores, divideCores, leaveServerCore } from "./lib/cores.ts";
import { familyNames, type Options, readOptions, usage } from "./options.ts";
import { describeCommit, describeMachine } from "./report/machine.ts";
import { renderMarkdown } from "./report/markdown.ts";
import type { Report } from "./report/report.ts";
import { summarise } from "./report/summary.ts";
import { type Figures, judge } from "./report/targets.ts";
import { writeReport } from "./report/write.ts";
import { runColdStarts } from "./scenarios/cold-start.ts";
import { runIdle } from "./scenarios/idle.ts";
import { type LoadScenario, loadScenarios, streamChunks } from "./scenarios/load-scenario.ts";
import { runRounds, type Sample } from "./scenarios/run-rounds.ts";
import { runLocal } from "./local/run-local.ts";
import { runMemory } from "./memory/run-memory.ts";
import { findNginx } from "./subjects/nginx.ts";
import { findPortkey } from "./subjects/portkey.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** A quiet whole run takes about 9 minutes; on a busy machine it may take this much longer. */
const PATIENCE_MS = 240_000;

const cleanup = createCleanup();

const say = (text: string): void => console.error(text);

function options(): Options {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== "help") return read;
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function entryOf({ entry }: Options): string {
  const file = resolve(entry ?? join(ROOT, "bin/parley.js"));
  if (!existsSync(file)) throw new Error(`there is no ${file} to measure`);
  return file;
}

/** Where it is asked for and missing, a run without it would only look like the wanted one. */
function portkeyOf({ portkey }: Options): string | undefined {
  const program = findPortkey(resolve(portkey ?? ROOT));
  if (portkey !== undefined && program === undefined)
    throw new Error(`@portkey-ai/gateway is not installed in ${resolve(portkey)}`);
  return program;
}

/** What makes this run less than a whole one of this checkout, in a word for the file's name. */
function partialKind({ smoke, only, entry }: Options): string | undefined {
  const parts = [...new Set(only)];
  const words = [
    ...(smoke ? ["smoke"] : []),
    ...(parts.length < familyNames.length ? parts : []),
    ...(entry === undefined ? [] : ["other-entry"]),
  ];
  return words.length === 0 ? undefined : words.join("-");
}

async function measure(wanted: Options, cores: Cores, nginx: string | undefined) {
  const folder = mkdtempSync(join(tmpdir(), "parley-bench-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const { smoke, only, rounds, phases, bare } = wanted;
  const entry = entryOf(wanted);
  const patience = { leftMs: smoke ? 0 : PATIENCE_MS };
  const common = { folder, cores, cleanup, entry, say, patience };

  const scenarios = loadScenarios(smoke).filter(({ family }) => only.includes(family));
  const samples: Sample[] = [];
  const portkey = portkeyOf(wanted);
  const loads = { ...common, nginx, portkey, bare, rounds, phases, chunks: streamChunks(smoke) };
  for (const scenario of scenarios) samples.push(...(await runRounds(scenario, loads)));
  const first = { ...common, root: ROOT, withNpm: wanted.entry === undefined, runs: smoke ? 1 : 7 };
  const coldStarts = only.includes("cold") ? await runColdStarts(first) : [];
  const idle = only.includes("idle") ? await runIdle(first, smoke ? 2_000 : 10_000) : undefined;
  const books = only.includes("books") ? await runBooks({ ...common, smoke }) : undefined;
  const local = only.includes("local") ? await runLocal({ ...common, rounds, smoke }) : undefined;
  const memory = only.includes("memory") ? await runMemory({ smoke, say }) : undefined;
  const figures: Figures = {
    rows: summarise(scenarios, samples),
    coldStarts,
    ...(idle === undefined ? {} : { idle }),
    ...(books === undefined ? {} : { books }),
    ...(local === undefined ? {} : { local }),
    ...(memory === undefined ? {} : { memory }),
  };
  return { scenarios, samples, figures };
}

function describeScenario({ name, title, unit }: LoadScenario): Report["scenarios"][number] {
  return { name, title, unit };
}

async function main(): Promise<void> {
  const wanted = options();
  if (process.platform !== "linux")
    throw new Error("the benchmark reads Linux's /proc and runs on Linux only");
  cleanUpOnSignals(cleanup);
  const startedAt = performance.now();
  const when = new Date().toISOString();
  const nginx = findNginx();
  if (nginx === undefined)
    say("!!! nginx is not installed: there will be no ratios. Debian: apt-get install nginx-light");
  const cores = divideCores();
  leaveServerCore(cores);
  say(describeCores(cores));

  const { scenarios, samples, figures } = await measure(wanted, cores, nginx?.command);
  const report: Report = {
    format: 1,
    when,
    smoke: wanted.smoke,
    commit: describeCommit(ROOT),
    machine: describeMachine(nginx?.version),
    pinning: describeCores(cores),
    rounds: wanted.rounds,
    phases: wanted.phases,
    durationMs: performance.now() - startedAt,
    scenarios: scenarios.map(describeScenario),
    verdicts: judge(figures),
    ...figures,
    samples,
  };
  console.log(`\n${renderMarkdown(report)}`);
  for (const path of writeReport(report, partialKind(wanted))) say(`written: ${path}`);
}

await runMain("The benchmark", cleanup, main);
