/** The local scenarios: tokens per second beside node-llama-cpp alone, a conversation's turns, memory of sequences. */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeTinyChatModel } from "../../test/gguf/write-tiny-chat-model.ts";
import { plainEnvironment, startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import type { LocalJob, LocalResult, StreamsWork, TalkWork } from "./job.ts";
import { type LocalFigures, type LocalModel, type LocalRun, summariseLocal } from "./local-figures.ts";
import { type LocalParley, startLocalParley } from "./start-local-parley.ts";

const DRIVER = fileURLToPath(new URL("./driver/main.ts", import.meta.url));

/** Inference of everything that a run asks for takes a minute; a slow or busy machine may take several. */
const RUN_LIMIT_MS = 900_000;

export interface LocalSetting {
  readonly entry: string;
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
  /** Conversations; and for each, some pairs of runs with streams. */
  readonly rounds: number;
  readonly smoke: boolean;
  readonly say: (text: string) => void;
}

interface Plan extends LocalModel {
  readonly file: string;
  readonly runs: readonly {
    readonly sequences: number;
    readonly pairs: number;
    readonly work: LocalJob["work"];
  }[];
}

const SEQUENCES = 8;
/** A key and a value, kept in 16 bits. */
const STATE_BYTES = 2 * 2;

export async function runLocal(setting: LocalSetting): Promise<LocalFigures> {
  const { file, runs: planned, ...model } = makePlan(setting);
  setting.say(`Local model of ${(model.modelBytes / 1e6).toFixed(0)} MB, threads: ${model.threads}`);
  const runs: LocalRun[] = [];
  for (const { sequences, work, pairs } of planned) {
    const direct = { file, sequences, threads: model.threads, contextTokens: model.contextTokens };
    const server = await start(setting, direct, runs.length);
    const { port, apiKey, model: name } = server;
    const job: LocalJob = { direct, parley: { port, apiKey, model: name, pids: server.pids() }, work, pairs };
    const result = await runDriver(setting, job, server);
    await server.stop();
    const run = { streams: work.kind === "streams" ? work.streams : 0, sequences, result };
    runs.push(run);
    setting.say(`  ${inWords(summariseLocal(model, [run]))}`);
  }
  return summariseLocal(model, runs);
}

/**
 * A model large enough that inference dominates, and as wide for its size as real ones of 0.5 to 1 billion weights:
 * so does attention to a long conversation cost as much beside the weights as it does there. In a smoke run, one that
 * is written and read in no time.
 */
function makePlan({ folder, cores, smoke, rounds }: LocalSetting): Plan {
  mkdirSync(join(folder, "models"));
  const file = join(folder, "models", "bench.gguf");
  const size = smoke ? { width: 128, layers: 2 } : { width: 1408, layers: 2 };
  const contextTokens = 2_048;
  writeTinyChatModel(file, {
    ...size,
    quantisation: "q8_0",
    answerLength: Infinity,
    contextLength: contextTokens,
  });
  const streams = (count: number, tokens: number): StreamsWork => ({
    kind: "streams",
    streams: count,
    tokens,
  });
  const talk: TalkWork = { kind: "talk", turns: smoke ? 4 : 20, tokens: smoke ? 8 : 24 };
  return {
    file,
    modelBytes: statSync(file).size,
    threads: Math.max(1, cores.all.split(",").length - 1),
    contextTokens,
    stateBytes: size.width * size.layers * STATE_BYTES * contextTokens,
    runs: [
      { sequences: 1, pairs: 5 * rounds, work: streams(1, smoke ? 32 : 96) },
      { sequences: SEQUENCES, pairs: 3 * rounds, work: streams(SEQUENCES, smoke ? 8 : 96) },
      { sequences: SEQUENCES, pairs: rounds, work: talk },
    ],
  };
}

async function start(setting: LocalSetting, direct: LocalJob["direct"], index: number): Promise<LocalParley> {
  const folder = join(setting.folder, `local-${index}`);
  mkdirSync(folder);
  const { entry, cores, cleanup } = setting;
  return startLocalParley({ ...direct, entry, folder, cleanup, cores: coresOf(cores) });
}

async function runDriver(setting: LocalSetting, job: LocalJob, server: LocalParley): Promise<LocalResult> {
  const child = startChild({
    command: process.execPath,
    args: [DRIVER],
    env: plainEnvironment({ BENCH_JOB: JSON.stringify(job) }),
    cores: coresOf(setting.cores),
  });
  const stop = setting.cleanup.add(() => child.stop());
  try {
    return JSON.parse(await child.finished(RUN_LIMIT_MS)) as LocalResult;
  } catch (error) {
    throw new Error(`${String(error)}\n${server.epitaph() ?? "parley still runs"}`, { cause: error });
  } finally {
    await stop();
  }
}

/** All of them, also those that the benchmark has left: a server with two processes is not pinned to one. */
function coresOf({ all, server }: Cores): string | undefined {
  return server === undefined ? undefined : all;
}

function inWords({ speed: [row], talks: { parley } }: LocalFigures): string {
  const ms = (value: number) => `${value.toFixed(0)} ms`;
  if (parley !== undefined) {
    return `first text of turn 1 after ${ms(parley.firstMs.median)}, of turn ${parley.turns} after ${ms(parley.lastMs.median)}`;
  }
  if (row === undefined) return "nothing measured";
  const { streams, speed, share, pairs } = row;
  const [direct, own] = [speed.direct.median, speed.parley.median].map((value) => value.toFixed(0));
  return `${streams} at once: direct ${direct}, parley ${own} tokens/s, ${(share.median * 100).toFixed(1)} % in ${pairs} pairs`;
}
