/** The local scenarios: tokens per second beside node-llama-cpp alone, a conversation's turns, memory of sequences. */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTinyChatModel } from "../../test/gguf/write-tiny-chat-model.ts";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import { leastDisturbed, type Patience } from "../scenarios/quiet.ts";
import type { DirectJob, ClientJob, LocalResult, StreamsWork, TurnsWork } from "./job.ts";
import { type LocalFigures, type LocalSample, summariseLocal } from "./local-figures.ts";
import { type LocalParley, startLocalParley } from "./start-local-parley.ts";

const DIRECT = fileURLToPath(new URL("./direct/main.ts", import.meta.url));
const CLIENT = fileURLToPath(new URL("./client/main.ts", import.meta.url));

/** Inference of everything that a run asks for takes seconds; a slow machine may take minutes. */
const RUN_LIMIT_MS = 300_000;

export interface LocalSetting {
  readonly entry: string;
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
  readonly patience: Patience;
  readonly rounds: number;
  readonly smoke: boolean;
  readonly say: (text: string) => void;
}

interface Plan {
  readonly file: string;
  readonly threads: number;
  readonly contextTokens: number;
  readonly stateBytes: number;
  /** Streams at once, and tokens of each. */
  readonly streams: readonly { readonly streams: number; readonly tokens: number }[];
  readonly turns: { readonly turns: number; readonly tokens: number };
}

const SEQUENCES = 8;
/** Keys and values are kept in 16 bits. */
const STATE_BYTES = 2 * 2;

export async function runLocal(setting: LocalSetting): Promise<LocalFigures> {
  const plan = makePlan(setting);
  const { size: modelBytes } = statSync(plan.file);
  setting.say(`Local model of ${(modelBytes / 1e6).toFixed(0)} MB, ${plan.threads} threads`);
  const samples: LocalSample[] = [];
  const parley = await start(setting, plan, SEQUENCES);
  let runs = 0;
  const measure = async (
    about: Pick<LocalSample, "subject" | "round" | "streams">,
    run: (label: string) => Promise<LocalResult>,
  ) => {
    // A question that was asked before would find its state: each run, also a repeated one, asks new ones.
    const result = await leastDisturbed(setting.patience, () => run(`run ${++runs}`), setting.say);
    samples.push({ ...about, sequences: SEQUENCES, result });
    setting.say(`  round ${about.round}  ${about.subject} ${inWords(about.streams, result)}`);
  };
  for (let round = 1; round <= setting.rounds; round++) {
    for (const { streams, tokens } of plan.streams) {
      const work = (label: string): StreamsWork => ({ kind: "streams", label, streams, tokens });
      await measure({ subject: "direct", round, streams }, (label) =>
        runDirect(setting, plan, SEQUENCES, work(label)),
      );
      await measure({ subject: "parley", round, streams }, (label) =>
        runClient(setting, parley, work(label)),
      );
    }
    const talk = (label: string): TurnsWork => ({ kind: "turns", label, ...plan.turns });
    await measure({ subject: "direct", round, streams: 0 }, (label) =>
      runDirect(setting, plan, SEQUENCES, talk(label)),
    );
    await measure({ subject: "parley", round, streams: 0 }, (label) =>
      runClient(setting, parley, talk(label)),
    );
  }
  await parley.stop();
  samples.push(...(await runSingle(setting, plan)));
  const { threads, contextTokens, stateBytes } = plan;
  return summariseLocal({ modelBytes, threads, contextTokens, stateBytes }, samples);
}

/**
 * A model large enough that inference dominates, and as wide for its size as real ones of 0.5 to 1 billion weights:
 * so does attention to a long conversation cost as much beside the weights as it does there. In a smoke run, one that is written and read in no time. */
function makePlan({ folder, cores, smoke }: LocalSetting): Plan {
  const file = join(folder, "models", "bench.gguf");
  mkdirSync(join(folder, "models"));
  const size = smoke ? { width: 128, layers: 2 } : { width: 1408, layers: 2 };
  const contextTokens = 2_048;
  writeTinyChatModel(file, {
    ...size,
    quantisation: "q8_0",
    answerLength: Infinity,
    contextLength: contextTokens,
  });
  return {
    file,
    threads: Math.max(1, cores.all.split(",").length - 1),
    contextTokens,
    stateBytes: size.width * size.layers * STATE_BYTES * contextTokens,
    streams: smoke
      ? [
          { streams: 1, tokens: 64 },
          { streams: SEQUENCES, tokens: 32 },
        ]
      : [
          { streams: 1, tokens: 256 },
          { streams: SEQUENCES, tokens: 96 },
        ],
    turns: smoke ? { turns: 4, tokens: 8 } : { turns: 20, tokens: 24 },
  };
}

/** Both subjects with room for a single sequence, for its memory. */
async function runSingle(setting: LocalSetting, plan: Plan): Promise<LocalSample[]> {
  const work: StreamsWork = { kind: "streams", label: "single", streams: 1, tokens: 32 };
  const direct = await runDirect(setting, plan, 1, work);
  const server = await start(setting, plan, 1);
  const parley = await runClient(setting, server, work);
  await server.stop();
  const about = { round: 0, streams: 1, sequences: 1 } as const;
  return [
    { subject: "direct", ...about, result: direct },
    { subject: "parley", ...about, result: parley },
  ];
}

async function start(setting: LocalSetting, plan: Plan, sequences: number): Promise<LocalParley> {
  const folder = join(setting.folder, `local-${sequences}`);
  mkdirSync(folder);
  const { entry, cores, cleanup } = setting;
  return startLocalParley({ ...plan, entry, folder, sequences, cleanup, cores: cores.all });
}

function runDirect(
  setting: LocalSetting,
  plan: Plan,
  sequences: number,
  work: StreamsWork | TurnsWork,
): Promise<LocalResult> {
  const { file, threads, contextTokens } = plan;
  const job: DirectJob = { file, threads, contextTokens, sequences, work };
  return runJob(setting, DIRECT, job);
}

async function runClient(
  setting: LocalSetting,
  server: LocalParley,
  work: StreamsWork | TurnsWork,
): Promise<LocalResult> {
  const { port, apiKey, model } = server;
  const job: ClientJob = { port, apiKey, model, serverPids: server.pids(), work };
  try {
    return await runJob(setting, CLIENT, job);
  } catch (error) {
    throw new Error(`${String(error)}\n${server.epitaph() ?? "parley still runs"}`, { cause: error });
  }
}

async function runJob({ cleanup, cores }: LocalSetting, program: string, job: unknown): Promise<LocalResult> {
  const child = startChild({
    command: process.execPath,
    args: [program],
    env: plainEnvironment({ BENCH_JOB: JSON.stringify(job) }),
    cores: cores.server === undefined ? undefined : cores.all,
  });
  const stop = cleanup.add(() => child.stop());
  try {
    return JSON.parse(await child.finished(RUN_LIMIT_MS)) as LocalResult;
  } finally {
    await stop();
  }
}

function inWords(streams: number, { tokens, windowMs, turns }: LocalResult): string {
  if (streams > 0) return `${streams} × ${((tokens / windowMs) * 1000).toFixed(0)} tokens/s`;
  return `ms to the first text of each turn: ${turns.map(({ firstMs }) => firstMs.toFixed(0)).join(" ")}`;
}
