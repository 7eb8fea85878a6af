import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The program as a user starts it, in a process of its own. */
export interface StartedServer {
  readonly url: string;
  readonly key: string;
  readonly data: string;
  readonly process: ChildProcess;
  /** What was written to standard error so far. */
  log(): string;
  /** Ends it as an operator would, and removes its data unless told to keep them. Fails when it does not end well. */
  stop(keep?: "data"): Promise<void>;
  /** Ends it as a power cut would, its data kept. */
  kill(): Promise<void>;
}

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

/** Longest time to wait for the server to say that it is there, in milliseconds. */
const patience = 30_000;

/** Starts `parley start --json` on a free port, with a data folder of its own or one that another start has left. */
export async function startServer(
  env: Readonly<Record<string, string>> = {},
  data: string = mkdtempSync(join(tmpdir(), "parley-e2e-")),
): Promise<StartedServer> {
  const child = spawn(process.execPath, [program, "start", "--json"], {
    cwd: data,
    env: { PATH: process.env["PATH"] ?? "", PARLEY_PORT: "0", PARLEY_DATA: data, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (piece: Buffer) => (log += piece.toString()));
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start in time: ${log}`)), patience);
    createInterface({ input: child.stdout }).once("line", (text) => {
      clearTimeout(timer);
      resolve(text);
    });
    child.once("exit", (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
  });
  const { url, key } = JSON.parse(line) as { url: string; key: string };
  return {
    url,
    key,
    data,
    process: child,
    log: () => log,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
    async stop(keep) {
      child.kill("SIGTERM");
      const code = await exited;
      if (keep === undefined) rmSync(data, { recursive: true, force: true });
      if (code !== 0) throw new Error(`the server ended with ${code}: ${log}`);
    },
  };
}
