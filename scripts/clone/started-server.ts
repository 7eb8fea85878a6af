import { spawn, type ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { descendants } from "./descendants.ts";
import { printedStart, type PrintedStart } from "./printed-start.ts";

/** Milliseconds for a start and for a stop on a busy machine. */
const limitMs = 30_000;

/** `npm start` in a folder, as a newcomer types it. */
export class StartedServer {
  readonly #npm: ChildProcess;
  readonly #ended: Promise<number | string>;
  #output = "";

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#npm = spawn("npm", ["start"], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (piece: Buffer): void => void (this.#output += piece.toString("utf8"));
    this.#npm.stdout?.on("data", collect);
    this.#npm.stderr?.on("data", collect);
    this.#ended = new Promise((resolve, reject) => {
      this.#npm.once("error", reject);
      this.#npm.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
    });
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#output;
  }

  /** Waits until what `ready` asks for has been printed; fails when the process ends or time is up. */
  async printed(ready: (start: PrintedStart) => boolean): Promise<PrintedStart> {
    const deadline = performance.now() + limitMs;
    for (;;) {
      const start = printedStart(this.#output);
      if (ready(start)) return start;
      const ended = await Promise.race([this.#ended, sleep(50)]);
      if (ended !== undefined) throw new Error(`npm start ended with ${ended}:\n${this.#output}`);
      if (performance.now() > deadline) throw new Error(`npm start has not said enough:\n${this.#output}`);
    }
  }

  /** Asks the server itself, the youngest of npm's descendants, to end. Gives the exit code of `npm start`. */
  async stop(): Promise<number | string> {
    const pid = descendants(this.#npm.pid ?? -1).at(-1);
    if (pid === undefined) throw new Error("npm start runs no server");
    process.kill(pid, "SIGTERM");
    const code = await Promise.race([this.#ended, sleep(limitMs, undefined, { ref: false })]);
    if (code === undefined) throw new Error(`the server did not stop within ${limitMs / 1000} s`);
    return code;
  }

  /** Ends everything that is left, for when something went wrong before. */
  kill(): void {
    if (this.#npm.exitCode !== null || this.#npm.signalCode !== null || this.#npm.pid === undefined) return;
    for (const pid of [...descendants(this.#npm.pid), this.#npm.pid]) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // it ended by itself
      }
    }
  }
}
