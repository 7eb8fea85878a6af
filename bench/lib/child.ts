/** Child processes of the benchmark: started on given cores, heard line by line, stopped by their pid. */
import { type ChildProcess, spawn } from "node:child_process";
import { createOutput } from "./child-output.ts";
import { isAlive, processTree } from "./process-meter.ts";

/** A server that ignores SIGTERM this long is killed. */
const STOP_GRACE_MS = 5_000;

export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Cores in taskset's notation; `undefined` inherits those of this process. */
  readonly cores: string | undefined;
}

export interface Child {
  readonly pid: number;
  /** Resolves with the first match of each pattern in the output, in the order of `patterns`. */
  find(patterns: readonly RegExp[], limitMs: number): Promise<string[]>;
  /** Resolves with all of stdout when the child has ended with 0; rejects with its last words otherwise. */
  finished(limitMs: number): Promise<string>;
  /** How it ended, with its last words, keys left out; `undefined` while it runs. */
  epitaph(): string | undefined;
  /** Ends the child and its descendants by pid: SIGTERM, then SIGKILL after 5 s. */
  stop(): Promise<void>;
}

/** Starts a child. Its standard input closes when this process ends, however that ends. */
export function startChild(options: ChildOptions): Child {
  const line = [options.command, ...options.args];
  const [command = "", ...args] =
    options.cores === undefined ? line : ["taskset", "-c", options.cores, ...line];
  const child = spawn(command, args, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  const output = createOutput(child, line.join(" ").slice(0, 120));
  if (child.pid === undefined) throw new Error(`could not start ${options.command}`);
  const { pid } = child;
  return {
    pid,
    find: (patterns, limitMs) => output.find(patterns, limitMs),
    finished: (limitMs) => output.finished(limitMs),
    epitaph: () => output.epitaph(),
    stop: () => stop(child, pid),
  };
}

/** The few variables that a program needs, without npm's and without anyone's keys. */
export function plainEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of ["PATH", "HOME", "TMPDIR", "LANG"]) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, ...extra };
}

async function stop(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const tree = processTree(pid);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for (const one of tree) signal(one, "SIGTERM");
  const giveUp = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await ended;
  clearTimeout(giveUp);
  for (const one of tree.slice(1)) await killIfAlive(one);
}

/** A descendant may outlive the child that started it (npm's does): it gets the same 5 s. */
async function killIfAlive(pid: number): Promise<void> {
  const deadline = Date.now() + STOP_GRACE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return signal(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // it has ended already, which is what was wanted
  }
}
