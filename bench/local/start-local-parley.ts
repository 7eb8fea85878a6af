/** Parley as its users start it, with one local model. */
import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { call } from "../lib/call.ts";
import { startChild } from "../lib/child.ts";
import type { Cleanup } from "../lib/cleanup.ts";
import { processTree } from "../lib/process-meter.ts";
import { introduction, parleyEnvironment } from "../subjects/parley.ts";

export interface LocalParley {
  readonly port: number;
  readonly apiKey: string;
  readonly model: string;
  /** The server and its inference process. */
  pids(): number[];
  epitaph(): string | undefined;
  stop(): Promise<void>;
}

export interface LocalParleyOptions {
  readonly entry: string;
  /** An existing empty folder of its own. */
  readonly folder: string;
  readonly file: string;
  readonly sequences: number;
  readonly threads: number;
  readonly contextTokens: number;
  /** In taskset's notation; `undefined` inherits those of this process. */
  readonly cores: string | undefined;
  readonly cleanup: Cleanup;
}

/** Starts it and loads the model with a first call. */
export async function startLocalParley(options: LocalParleyOptions): Promise<LocalParley> {
  const { folder, file, sequences, threads, contextTokens } = options;
  const config = join(folder, "parley.yaml");
  const provider = {
    type: "llama",
    folder: dirname(file),
    parallel: sequences,
    threads,
    contextTokens,
    gpu: "off",
  };
  writeFileSync(config, JSON.stringify({ providers: { bench: provider } })); // JSON is YAML, too
  const child = startChild({
    command: process.execPath,
    args: [options.entry, "start"],
    env: parleyEnvironment(folder, config),
    cores: options.cores,
    cwd: folder,
  });
  const stop = options.cleanup.add(() => child.stop());
  const { port, apiKey } = await introduction(child);
  const model = `bench/${basename(file, ".gguf")}`;
  const first = await call(port, "/v1/chat/completions", apiKey, {
    model,
    max_tokens: 1,
    messages: [{ role: "user", content: "Hello" }],
  });
  if (first.status !== 200)
    throw new Error(`the first answer of ${model} was ${first.status}: ${first.text}`);
  return { port, apiKey, model, pids: () => processTree(child.pid), epitaph: () => child.epitaph(), stop };
}
