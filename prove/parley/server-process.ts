/** A Parley server as a process of its own, which may be killed at any moment. */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { processTree } from "../../bench/lib/process-meter.ts";

/** Longest start, in milliseconds; the bound of what is allowed is the scenario's. */
const startLimitMs = 30_000;
const stopLimitMs = 20_000;
const readyEveryMs = 10;

/** How much of the log an error message shows. */
const lastWords = 3_000;

export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The first key of the installation; only at its first start. */
  readonly firstKey: string | undefined;
  /** Milliseconds from the start of the process to the first `200` of `/readyz`. */
  readonly readyMs: number;
  /** How many of those its main thread could have worked, and waited for a core; 0 where the system does not tell. */
  readonly waitedMs: number;
  /** Resolves when it has ended: with the signal's name, or the exit code as a text. */
  readonly ended: Promise<string>;
  /** How it ended, while nobody had asked it to; `undefined` as long as it runs. */
  unexpectedEnd(): string | undefined;
  /** `SIGKILL` to it and to all its workers. */
  kill(): Promise<void>;
  /** `SIGTERM`; resolves with the exit code when it has ended, by force after 20 s. */
  stop(): Promise<string>;
}

/**
 * Starts the command and waits until the server takes calls. Rejects, with its last words, when it does not.
 * All its words go to the end of `logFile`.
 */
export async function startServerProcess(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  port: number,
  logFile: string,
): Promise<ServerProcess> {
  const begun = performance.now();
  const [program = "", ...args] = command;
  const child = spawn(program, args, { env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const words = keepLog(child, logFile);
  let expected = false;
  let end: string | undefined;
  const introduction = firstLine(child);
  // Ctrl-C may come while it starts, when nobody else knows of it yet.
  const lastResort = (): void => signalTree(child, "SIGKILL");
  process.once("exit", lastResort);
  child.once("exit", () => process.off("exit", lastResort));
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(signal ?? String(code)));
  });
  void ended.then((how) => (end = how));
  const url = `http://127.0.0.1:${port}`;
  const giveUp = begun + startLimitMs;
  while (!(await isReady(url))) {
    if (end !== undefined) throw new Error(`the server ended with ${end} at its start:\n${words()}`);
    if (performance.now() > giveUp) {
      child.kill("SIGKILL");
      throw new Error(`the server was not ready within ${startLimitMs} ms:\n${words()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, readyEveryMs));
  }
  const readyMs = performance.now() - begun;
  const waitedMs = child.pid === undefined ? 0 : waitedForCore(child.pid);
  const { key } = JSON.parse(await introduction) as { key: string | null };
  return {
    url,
    pid: child.pid ?? 0,
    firstKey: key ?? undefined,
    readyMs,
    waitedMs,
    ended,
    unexpectedEnd: () => (expected || end === undefined ? undefined : `${end}\n${words()}`),
    async kill() {
      expected = true;
      if (end === undefined) signalTree(child, "SIGKILL");
      await ended;
    },
    async stop() {
      expected = true;
      if (end === undefined) child.kill("SIGTERM");
      const force = setTimeout(() => signalTree(child, "SIGKILL"), stopLimitMs);
      return ended.finally(() => clearTimeout(force));
    },
  };
}

/** Writes what it says to the end of a file. Gives a function for its last words, keys left out. */
function keepLog(child: ChildProcess, path: string): () => string {
  // Opened once: the folder may be gone before a server that is being killed has fallen silent.
  const file = openSync(path, "a");
  let log = "";
  child.stderr?.on("data", (piece: Buffer) => {
    log = (log + piece.toString("utf8")).slice(-lastWords);
    writeSync(file, piece);
  });
  child.once("close", () => closeSync(file));
  return () => log.replace(/sk-[A-Za-z0-9-]+/g, "sk-…");
}

/** The program introduces itself in one line of JSON. An end without one is told by `ended`. */
function firstLine(child: ChildProcess): Promise<string> {
  let text = "";
  return new Promise((resolve) => {
    child.stdout?.on("data", (piece: Buffer) => {
      if (text.includes("\n")) return;
      text += piece.toString("utf8");
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.once("exit", () => resolve("{}"));
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false; // nobody listens yet
  }
}

/** Of a process that was just started; Linux counts it in nanoseconds. */
function waitedForCore(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[1] ?? 0) / 1_000_000;
  } catch {
    return 0; // another system
  }
}

function signalTree(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  for (const pid of processTree(child.pid)) {
    try {
      process.kill(pid, name);
    } catch {
      // it ended in this moment, which is what was wanted
    }
  }
}
