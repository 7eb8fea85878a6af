/**
 * Cold start: from the command to the last byte of the first answer of `POST /v1/chat`, which the
 * embedded rehearsal model gives. The data folder is empty, Node's compile cache is as `npm ci` left it
 * (`scripts/warm-up.ts`), the files are in the system's cache, and nothing is pinned: this is what a newcomer
 * waits for. One row has no compile cache, as when the installation could not fill it.
 */
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Child, startChild } from "../lib/child.ts";
import { call } from "../lib/call.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";
import { introduction } from "../subjects/parley.ts";
import { firstStartEnvironment } from "./first-start.ts";
import { type Patience, quietMoment } from "./quiet.ts";

/** The command that the target is about. */
export const NPM_START = "npm start";

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
  readonly patience: Patience;
  readonly say: (text: string) => void;
}

interface Command {
  readonly command: string;
  readonly line: readonly string[];
  readonly cwd: string;
  readonly compileCache: "installed" | "none";
}

export async function runColdStarts(setting: ColdStartSetting): Promise<ColdStart[]> {
  const results: ColdStart[] = [];
  for (const command of commandsOf(setting)) {
    setting.say(`Cold start: ${command.command}`);
    const introducedMs: number[] = [];
    const answeredMs: number[] = [];
    for (let run = 1; run <= setting.runs; run++) {
      const times = await once(command, setting);
      introducedMs.push(times.introducedMs);
      answeredMs.push(times.answeredMs);
      setting.say(
        `  run ${run}  introduced ${times.introducedMs.toFixed(0)} ms, answered ${times.answeredMs.toFixed(0)} ms`,
      );
    }
    results.push({ command: command.command, introducedMs, answeredMs });
  }
  return results;
}

function commandsOf({ withNpm, root, folder, entry }: ColdStartSetting): Command[] {
  const alone = { line: [process.execPath, entry, "start"], cwd: folder };
  return [
    ...(withNpm
      ? [{ command: NPM_START, line: ["npm", "start"], cwd: root, compileCache: "installed" as const }]
      : []),
    { command: "node bin/parley.js start", ...alone, compileCache: "installed" },
    { command: "node bin/parley.js start, no compile cache", ...alone, compileCache: "none" },
  ];
}

async function once(command: Command, setting: ColdStartSetting) {
  const folder = mkdtempSync(join(setting.folder, "first-start-"));
  const empty = command.compileCache === "none" ? { NODE_COMPILE_CACHE: join(folder, "cache") } : {};
  const env = { ...firstStartEnvironment(folder), ...empty };
  const [program = "", ...args] = command.line;
  const cores = setting.cores.server === undefined ? undefined : setting.cores.all;
  await quietMoment(setting.patience);
  const startedAt = performance.now();
  const child = startChild({ command: program, args, env, cwd: command.cwd, cores });
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
