import type { Clock } from "../../lib/clock.ts";

export interface LlamaDeps {
  readonly clock: Clock;
  /** The environment of the inference process: never the server's own, which has secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** Told of trouble that ends no call, such as an inference process that died. */
  readonly warn?: (message: string, error?: unknown) => void;
}

/** What can be said of one model, by its name, in place of what is said for all. */
export interface LlamaModelOptions {
  /** Absolute path of its file; without it the file of that name in the folder. */
  readonly file?: string;
  readonly contextTokens?: number;
  readonly parallel?: number;
  readonly threads?: number;
  /** Layers whose weights lie on the GPU, where there is one; more than the model has means all. Default: as many as fit. */
  readonly gpuLayers?: number;
}

export interface LlamaOptions {
  /** The name in the settings. */
  readonly name: string;
  /** Absolute path of the folder with GGUF files. It need not exist. */
  readonly folder: string;
  readonly models?: Readonly<Record<string, LlamaModelOptions>>;
  /** Bytes that all loaded models may take together. Default: three quarters of the machine's memory. */
  readonly memoryBytes?: number;
  /** Milliseconds without a call after which a model is unloaded. Default 600,000. */
  readonly idleMs?: number;
  /** Answers of one model that are written at the same time, 1 to 64. Default 4. */
  readonly parallel?: number;
  /** Answers that may wait for one model beyond those; more are refused. Default 64. */
  readonly queue?: number;
  /** Threads of one model. Default: one less than the machine has cores, at least 1. */
  readonly threads?: number;
  /** Default `auto`: a GPU that the installed node-llama-cpp can use. */
  readonly gpu?: "auto" | "off";
  /** Tokens of input and output together. Default: the model's own, at most 8,192, fewer where memory is short. */
  readonly contextTokens?: number;
}
