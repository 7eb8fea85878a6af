import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { onTestFinished, vi } from "vitest";
import type { CliContext, Signal } from "./context.ts";
import { run } from "./main.ts";

/** A fresh folder that goes away with the test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Standard output or error that remembers. */
export class Paper extends Writable {
  isTTY = false;
  columns = 80;
  text = "";

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += String(chunk);
    done();
  }

  /** Resolves when the text, from `from` on, has these words. */
  async says(words: string, from = 0): Promise<void> {
    await vi.waitFor(
      () => {
        if (!this.text.slice(from).includes(words))
          throw new Error(`no "${words}" in:\n${this.text.slice(from)}`);
      },
      { timeout: 15_000, interval: 5 },
    );
  }

  /** Everything so far as one JSON value. */
  json(): unknown {
    return JSON.parse(this.text);
  }
}

/** A keyboard or a pipe. */
export class Hands extends PassThrough {
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }
}

/** A terminal, a folder and an environment of its own, and no network. */
export class World implements CliContext {
  readonly folder: string;
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly stdin: Hands;
  readonly stdout = new Paper();
  readonly stderr = new Paper();
  readonly #unread = new AbortController();
  readonly unread = this.#unread.signal;
  readonly exits: number[] = [];
  readonly #handlers = new Map<Signal, Set<() => void>>();
  time = 0;

  constructor(
    options: { readonly terminal?: boolean; readonly yaml?: string; readonly folder?: string } = {},
  ) {
    this.folder = options.folder ?? testFolder();
    this.cwd = this.folder;
    this.env = { PARLEY_DATA: join(this.folder, "data") };
    this.stdin = new Hands(options.terminal === true);
    this.stdout.isTTY = options.terminal === true;
    this.stderr.isTTY = options.terminal === true;
    if (options.yaml !== undefined) writeFileSync(join(this.folder, "parley.yaml"), options.yaml);
  }

  get data(): string {
    return join(this.folder, "data");
  }

  run(...words: readonly string[]): Promise<number> {
    return run(words, this);
  }

  /** Nobody reads standard output any more. */
  hangUp(): void {
    this.#unread.abort();
  }

  signal(signal: Signal): void {
    for (const handler of this.#handlers.get(signal) ?? []) handler();
  }

  /** How many handlers wait for signals. */
  get listening(): number {
    return [...this.#handlers.values()].reduce((sum, handlers) => sum + handlers.size, 0);
  }

  onSignal(signal: Signal, handler: () => void): () => void {
    const handlers = this.#handlers.get(signal) ?? new Set();
    this.#handlers.set(signal, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  exit(code: number): void {
    this.exits.push(code);
  }

  now(): number {
    return this.time;
  }
}
