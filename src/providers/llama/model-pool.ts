import { formatByteSize } from "../../lib/byte-size.ts";
import type { Clock } from "../../lib/clock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { LoadOrder } from "./inference/protocol.ts";
import { InferenceProcess } from "./inference-process.ts";
import type { ModelFile } from "./model-folder.ts";
import { planModel } from "./model-plan.ts";
import type { LlamaModelOptions } from "./options.ts";
import { readHeader } from "./read-header.ts";

export interface PoolOptions {
  readonly memoryBytes: number;
  readonly idleMs: number;
  readonly parallel: number;
  readonly queue: number;
  readonly threads: number;
  readonly gpu: "auto" | "off";
}

/** What the operator says of one model, other than where it is. */
export type ModelWish = Omit<LlamaModelOptions, "file">;

/** A place at a model, until `release`. */
export interface Place {
  readonly process: InferenceProcess;
  release(): void;
}

interface Entry {
  readonly file: ModelFile;
  readonly process: InferenceProcess;
  readonly memoryBytes: number;
  /** Answers that are written at the same time. */
  readonly parallel: number;
  /** Answers that are being written or wait. */
  answers: number;
  usedAt: number;
  idle: NodeJS.Timeout | undefined;
}

/** Shortest and longest advice to wait, in milliseconds. */
const retryAfter = { least: 1_000, most: 60_000 } as const;

/** The loaded models: each in a process of its own, together within the memory that they may have. */
export class ModelPool {
  readonly #clock: Clock;
  readonly #env: Readonly<Record<string, string>>;
  readonly #warn: (message: string, error?: unknown) => void;
  readonly #options: PoolOptions;
  readonly #entries = new Map<string, Entry>();
  /** Milliseconds that an answer takes, smoothed, for the advice when to come again. */
  #answerMs: number = retryAfter.least;
  #closed = false;

  constructor(
    clock: Clock,
    env: Readonly<Record<string, string>>,
    warn: (message: string, error?: unknown) => void,
    options: PoolOptions,
  ) {
    this.#clock = clock;
    this.#env = env;
    this.#warn = warn;
    this.#options = options;
  }

  /**
   * A place for a call with so many answers, at the loaded model. Fails with `upstream_overloaded` when too many wait,
   * and with `upstream_failed` and the file's name when it cannot be loaded.
   */
  async take(file: ModelFile, wish: ModelWish, answers: number): Promise<Place> {
    const entry = this.#usable(file) ?? (await this.#load(file, wish));
    if (entry.answers >= entry.parallel + this.#options.queue) throw this.#overloaded(entry);
    entry.answers += answers;
    clearTimeout(entry.idle);
    const begun = this.#clock.monotonic();
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      entry.answers -= answers;
      entry.usedAt = this.#clock.monotonic();
      this.#answerMs = 0.8 * this.#answerMs + 0.2 * (entry.usedAt - begun);
      if (entry.answers === 0) this.#idleFrom(entry);
    };
    try {
      await entry.process.loaded;
    } catch (error) {
      release();
      this.#unload(entry);
      throw error;
    }
    return { process: entry.process, release };
  }

  /** Process ids of the loaded models, by their ids. */
  get processes(): ReadonlyMap<string, number | undefined> {
    return new Map([...this.#entries].map(([id, { process }]) => [id, process.pid]));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const entries = [...this.#entries.values()];
    for (const entry of entries) this.#unload(entry);
    await Promise.all(entries.map((entry) => entry.process.ended));
  }

  /** A loaded model whose file is still the same. */
  #usable(file: ModelFile): Entry | undefined {
    const entry = this.#entries.get(file.id);
    if (entry === undefined) return undefined;
    const same =
      entry.file.bytes === file.bytes &&
      entry.file.changedAt === file.changedAt &&
      entry.file.path === file.path;
    if (entry.process.alive && (same || entry.answers > 0)) return entry;
    this.#unload(entry);
    return undefined;
  }

  async #load(file: ModelFile, wish: ModelWish): Promise<Entry> {
    const { memoryBytes: budgetBytes, gpu } = this.#options;
    const { parallel = this.#options.parallel, gpuLayers } = wish;
    const header = await readHeader(file);
    const plan = planModel(header, file.bytes, {
      sequences: parallel,
      budgetBytes,
      ...(wish.contextTokens !== undefined && { contextTokens: wish.contextTokens }),
    });
    const known = this.#usable(file); // another call may have come first
    if (known !== undefined) return known;
    if (this.#closed) throw new ParleyError("shutting_down");
    this.#makeRoom(file, plan.memoryBytes);
    const order: LoadOrder = {
      kind: "load",
      path: file.path,
      shownName: `${file.id}.gguf`,
      embedding: plan.embedding,
      contextTokens: plan.contextTokens,
      sequences: parallel,
      threads: wish.threads ?? this.#options.threads,
      gpu,
      ...(gpuLayers !== undefined && { gpuLayers }),
    };
    const entry: Entry = {
      file,
      process: new InferenceProcess(order, this.#env),
      memoryBytes: plan.memoryBytes,
      parallel,
      answers: 0,
      usedAt: this.#clock.monotonic(),
      idle: undefined,
    };
    this.#entries.set(file.id, entry);
    void entry.process.ended.then((words) => {
      if (this.#entries.get(file.id) === entry) this.#entries.delete(file.id);
      if (words !== undefined) this.#warn(`the inference process of ${file.id} died`, new Error(words));
    });
    return entry;
  }

  /** Unloads what was used longest ago, never what is in use. */
  #makeRoom(file: ModelFile, needed: number): void {
    const { memoryBytes: budget } = this.#options;
    if (needed > budget) {
      throw new ParleyError("upstream_failed", {
        message: `The model file ${file.id}.gguf is too large: it needs ${mebibytes(needed)} of memory, and local models may have ${mebibytes(budget)}.`,
      });
    }
    const idle = [...this.#entries.values()]
      .filter(({ answers }) => answers === 0)
      .toSorted((a, b) => a.usedAt - b.usedAt);
    const free = (): number =>
      budget - [...this.#entries.values()].reduce((sum, entry) => sum + entry.memoryBytes, 0);
    while (free() < needed) {
      const oldest = idle.shift();
      if (oldest === undefined) {
        throw new ParleyError("upstream_overloaded", {
          message: `There is no memory for the model ${file.id} while others answer. Please try again later.`,
          retryAfterMs: this.#wait(1),
        });
      }
      this.#unload(oldest);
    }
  }

  #overloaded({ answers, file, parallel }: Entry): ParleyError {
    return new ParleyError("upstream_overloaded", {
      message: `Too many calls wait for the model ${file.id}. Please try again later.`,
      retryAfterMs: this.#wait(answers / parallel),
    });
  }

  #wait(rounds: number): number {
    return Math.round(Math.min(retryAfter.most, Math.max(retryAfter.least, rounds * this.#answerMs)));
  }

  #idleFrom(entry: Entry): void {
    entry.idle = setTimeout(() => {
      if (entry.answers === 0) this.#unload(entry);
    }, this.#options.idleMs);
    entry.idle.unref();
  }

  #unload(entry: Entry): void {
    clearTimeout(entry.idle);
    if (this.#entries.get(entry.file.id) === entry) this.#entries.delete(entry.file.id);
    entry.process.close();
  }
}

function mebibytes(bytes: number): string {
  return formatByteSize(Math.ceil(bytes / 1024 ** 2) * 1024 ** 2);
}
