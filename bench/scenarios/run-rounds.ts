/** Runs one load scenario: all servers up, then direct, nginx, Parley, direct, nginx, Parley, … (before Parley: Node alone where it is asked for, Portkey where it is installed) */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import type { LoadJob, LoadResult } from "../load/job.ts";
import { startBare } from "../subjects/bare.ts";
import { directSubject } from "../subjects/direct.ts";
import { type Mock, startMock } from "../subjects/mock.ts";
import { startNginx } from "../subjects/nginx.ts";
import { startParley } from "../subjects/parley.ts";
import { startPortkey } from "../subjects/portkey.ts";
import type { Subject, SubjectName } from "../subjects/subject.ts";
import type { LoadScenario, LoadScenarioName } from "./load-scenario.ts";
import { leastDisturbed, type Patience } from "./quiet.ts";

const LOAD = fileURLToPath(new URL("../load/main.ts", import.meta.url));

/** Beyond what its job says, a load generator gets this long to start and to let its streams end. */
const LOAD_GRACE_MS = 30_000;

export interface Setting {
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
  readonly entry: string;
  /** The command; `undefined` when nginx is not installed. */
  readonly nginx: string | undefined;
  /** The program; `undefined` when it is not installed. */
  readonly portkey: string | undefined;
  /** Whether Node alone takes its turn. */
  readonly bare: boolean;
  readonly rounds: number;
  readonly phases: number;
  readonly patience: Patience;
  readonly chunks: number;
  /** Says what happens now. */
  readonly say: (text: string) => void;
}

export interface Sample {
  readonly scenario: LoadScenarioName;
  /** From 1. */
  readonly round: number;
  readonly subject: SubjectName;
  readonly result: LoadResult;
}

export async function runRounds(scenario: LoadScenario, setting: Setting): Promise<Sample[]> {
  setting.say(scenario.title);
  const mock = await startMock(setting.chunks, setting.phases, setting.cleanup);
  const subjects = await startSubjects(scenario, setting, mock);
  const samples: Sample[] = [];
  for (let round = 1; round <= setting.rounds; round++) {
    for (const subject of subjects) {
      const run = () => runLoad(scenario, subject, mock, setting.cleanup);
      const result = await leastDisturbed(setting.patience, run, setting.say);
      samples.push({ scenario: scenario.name, round, subject: subject.name, result });
      setting.say(`  round ${round}  ${inOneLine(scenario, subject, result)}`);
    }
  }
  for (const subject of subjects) await subject.stop();
  await mock.stop();
  return samples;
}

async function startSubjects(scenario: LoadScenario, setting: Setting, mock: Mock): Promise<Subject[]> {
  const aroundFor = (name: SubjectName) => {
    const folder = join(setting.folder, `${scenario.name}-${name}`);
    mkdirSync(folder);
    return { mockPort: mock.port, folder, cores: setting.cores, cleanup: setting.cleanup };
  };
  const subjects = [directSubject(aroundFor("direct"))];
  if (setting.nginx !== undefined) {
    subjects.push(await startNginx(aroundFor("nginx"), setting.nginx, scenario.buffered));
  }
  if (setting.bare) subjects.push(await startBare(aroundFor("bare")));
  if (setting.portkey !== undefined) subjects.push(await startPortkey(aroundFor("portkey"), setting.portkey));
  subjects.push(await startParley(aroundFor("parley"), setting.entry));
  return subjects;
}

/** Puts the load on one subject, and gives what was measured. */
export async function runLoad(
  scenario: LoadScenario,
  subject: Subject,
  mock: Mock,
  cleanup: Cleanup,
): Promise<LoadResult> {
  const job: LoadJob = {
    ...scenario.job,
    port: subject.port,
    apiKey: subject.apiKey,
    ...(subject.headers === undefined ? {} : { headers: subject.headers }),
    serverPids: subject.serverPids(),
    mockPids: [mock.pid],
  };
  const child = startChild({
    command: process.execPath,
    args: [LOAD],
    env: plainEnvironment({ BENCH_JOB: JSON.stringify(job) }),
    cores: undefined,
  });
  const stop = cleanup.add(() => child.stop());
  try {
    return JSON.parse(await child.finished(job.warmupMs + job.windowMs + LOAD_GRACE_MS)) as LoadResult;
  } catch (error) {
    const server = subject.epitaph() ?? `${subject.name} still runs`;
    throw new Error(`${subject.name}, ${scenario.title}: ${String(error)}\n${server}`, { cause: error });
  } finally {
    await stop();
  }
}

function inOneLine(scenario: LoadScenario, subject: Subject, result: LoadResult): string {
  const perSecond = (result.units / result.windowMs) * 1000;
  const cpu =
    subject.name === "direct"
      ? ""
      : `${(result.serverCpuMicros / result.units).toFixed(1)} µs CPU/${scenario.unit}, `;
  const busy = ((result.mockCpuMicros + result.loadCpuMicros) / result.windowMs / 10).toFixed(0);
  return (
    `${subject.name.padEnd(7)} ${cpu}${perSecond.toFixed(0)} ${scenario.unit}s/s, ` +
    `p50 ${result.latency.p50Ms.toFixed(2)} ms, p99 ${result.latency.p99Ms.toFixed(2)} ms (load + mock: ${busy} % of a core)`
  );
}
