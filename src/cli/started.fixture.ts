import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { onTestFinished, vi } from "vitest";

const program = fileURLToPath(new URL("../../bin/parley.js", import.meta.url));

export interface StartOptions {
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped in; without it standard input is empty. */
  readonly input?: string;
}

/** The program in a process of its own, as users run it; it ends with the test at the latest. */
export class Started {
  stdout = "";
  stderr = "";
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>;
  readonly #child: ReturnType<typeof spawn>;

  constructor(words: readonly string[], options: StartOptions) {
    const env = { PATH: process.env["PATH"], PARLEY_PORT: "0", ...options.env };
    this.#child = spawn(process.execPath, [program, ...words], { cwd: options.folder, env, stdio: "pipe" });
    this.#child.stdout?.on("data", (piece: Buffer) => void (this.stdout += piece.toString("utf8")));
    this.#child.stderr?.on("data", (piece: Buffer) => void (this.stderr += piece.toString("utf8")));
    this.#child.stdin?.on("error", () => undefined); // it need not read
    this.#child.stdin?.end(options.input ?? "");
    this.ended = new Promise((resolve, reject) => {
      this.#child.once("error", reject);
      this.#child.once("close", (code, signal) => resolve(code ?? signal));
    });
    onTestFinished(async () => {
      this.#child.kill("SIGKILL");
      await this.ended;
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Nobody reads its output any more. */
  closeOutput(): void {
    this.#child.stdout?.destroy();
  }

  async says(words: string): Promise<void> {
    await vi.waitFor(
      () => {
        if (!this.stdout.includes(words))
          throw new Error(`no "${words}" in:\n${this.stdout}\n${this.stderr}`);
      },
      { timeout: 15_000, interval: 10 },
    );
  }
}
