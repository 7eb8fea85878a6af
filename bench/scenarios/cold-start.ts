/**
 * Cold start: from the command to the last byte of the first answer of `POST /v1/chat`, which the
 * embedded rehearsal model gives. The data folder is empty, the files are in the system's cache, and
 * nothing is pinned: this is what a newcomer waits for.
 */
import { mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Child, startChild } from "../lib/child.ts";
import { call } from "../lib/call.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import { introduction } from "../subjects/parley.ts";
import { firstStartEnvironment } from "./first-start.ts";

export interface ColdStart {
  /** `npm start`, or the program alone. */
  readonly command: string;
  /** Until the address and the key were printed, in milliseconds. */
  readonly introducedMs: readonly number[];
  /** Until the first answer had arrived, in milliseconds. */
  readonly answeredMs: readonly number[];
}

export interface ColdStartSetting {
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
  readonly entry: string;
  /** Where package.json lies, for `npm start`. */
  readonly root: string;
  /** False when another program than this checkout's is measured: `npm start` would start the wrong one. */
  readonly withNpm: boolean;
  readonly runs: number;
  readonly say: (text: string) => void;
}

export async function runColdStarts(setting: ColdStartSetting): Promise<ColdStart[]> {
  const commands = [
    ...(setting.withNpm ? [{ command: "npm start", line: ["npm", "start"], cwd: setting.root }] : []),
    { command: "node bin/parley.js start", line: [process.execPath, setting.entry, "start"], cwd: setting.folder },
  ];
  const results: ColdStart[] = [];
  for (const { command, line, cwd } of commands) {
    setting.say(`Cold start: ${command}`);
    const introducedMs: number[] = [];
    const answeredMs: number[] = [];
    for (let run = 1; run <= setting.runs; run++) {
      const folder = join(setting.folder, `cold-${results.length}-${run}`);
      mkdirSync(folder);
      const times = await once(line, cwd, folder, setting);
      introducedMs.push(times.introducedMs);
      answeredMs.push(times.answeredMs);
      setting.say(`  run ${run}  introduced ${times.introducedMs.toFixed(0)} ms, answered ${times.answeredMs.toFixed(0)} ms`);
    }
    results.push({ command, introducedMs, answeredMs });
  }
  return results;
}

async function once(line: string[], cwd: string, folder: string, setting: ColdStartSetting) {
  const [command = "", ...args] = line;
  const env = firstStartEnvironment(folder);
  env["PATH"] = withoutProjectBinaries(env["PATH"] ?? "");
  const startedAt = performance.now();
  const cores = setting.cores.server === undefined ? undefined : setting.cores.all;
  const child = startChild({ command, args, env, cwd, cores });
  const stop = setting.cleanup.add(() => child.stop());
  try {
    const { introducedAt } = await firstAnswer(child);
    return { introducedMs: introducedAt - startedAt, answeredMs: performance.now() - startedAt };
  } finally {
    await stop();
  }
}

/** Asks what the README's first example asks, and checks that an answer came. */
export async function firstAnswer(child: Child): Promise<{ readonly introducedAt: number }> {
  const { port, apiKey } = await introduction(child);
  const introducedAt = performance.now();
  const answer = await call(port, "/v1/chat", apiKey, { prompt: "Hello, world!", max_tokens: 50 });
  if (answer.status !== 200 || !answer.text.includes('"text"')) {
    throw new Error(`POST /v1/chat answered ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  return { introducedAt };
}

/** `npm run bench` puts the project's Node first in PATH; a newcomer's `npm start` begins without it. */
function withoutProjectBinaries(path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .join(delimiter);
}
