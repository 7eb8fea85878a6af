import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import { ParleyError } from "../spec/errors.ts";
import type { TokenizerAnswer, TokenizerJob, TokenizerMessage, TokenizerReply } from "./tokenizer-worker.ts";

interface Waiting {
  readonly id: number;
  readonly job: TokenizerJob;
  resolve(answer: TokenizerAnswer): void;
  reject(error: ParleyError): void;
}

/**
 * The worker's whole environment: the process's compile cache where it has one, which spares the worker
 * the machinery that strips types (12 MB, 40 ms). Nothing else of the environment concerns it.
 */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

/** Owns the worker: starts, feeds and ends it. */
export class TokenizerThread {
  readonly #url: URL;
  readonly #idleMs: number;
  #worker: Worker | undefined;
  #lastId = 0;
  /** Asked in this turn, not sent yet. */
  #queue: Waiting[] = [];
  /** Sent and not answered, by their numbers. */
  readonly #sent = new Map<number, Waiting>();
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  /**
   * @param url The worker's module.
   * @param idleMs Milliseconds without a call after which the worker ends.
   */
  constructor(url: URL, idleMs: number) {
    this.#url = url;
    this.#idleMs = idleMs;
  }

  get running(): boolean {
    return this.#worker !== undefined;
  }

  /** The answer to a job. Rejected with `cancelled`, `shutting_down`, or `internal` after a crash. */
  ask(job: TokenizerJob, signal: AbortSignal | undefined): Promise<TokenizerAnswer> {
    if (this.#closed) return Promise.reject(new ParleyError("shutting_down"));
    if (signal?.aborted === true) return Promise.reject(new ParleyError("cancelled"));
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const abort = (): void => this.#drop(id);
      signal?.addEventListener("abort", abort, { once: true });
      const leave = (): void => signal?.removeEventListener("abort", abort);
      const waiting: Waiting = {
        id,
        job,
        resolve(answer) {
          leave();
          resolve(answer);
        },
        reject(error) {
          leave();
          reject(error);
        },
      };
      if (this.#queue.push(waiting) === 1) setImmediate(() => this.#send());
    });
  }

  /** Ends the worker; open and later calls are rejected with `shutting_down`. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(new ParleyError("shutting_down"));
  }

  #send(): void {
    const batch = this.#queue;
    this.#queue = [];
    if (batch.length === 0) return;
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    // Somebody waits now: without this, a program that only awaits an answer would exit first.
    worker.ref();
    for (const waiting of batch) this.#sent.set(waiting.id, waiting);
    post(worker, { kind: "work", jobs: batch.map(({ id, job }) => ({ id, job })) });
  }

  /** Nobody waits for this call any more. */
  #drop(id: number): void {
    const sent = this.#sent.get(id);
    const waiting = sent ?? this.#queue.find((queued) => queued.id === id);
    this.#queue = this.#queue.filter((queued) => queued.id !== id);
    waiting?.reject(new ParleyError("cancelled"));
    if (sent === undefined || this.#worker === undefined) return;
    this.#sent.delete(id);
    post(this.#worker, { kind: "drop", id });
    if (this.#sent.size === 0) this.#rest(this.#worker);
  }

  #start(): Worker {
    // Not the process's own flags: with `--eval` or `--input-type` among them a worker does not start.
    const worker = new Worker(this.#url, {
      name: "tokenizer",
      execArgv: [],
      env: compileCache(),
      // What it makes is gone at once or stays for good: room for more young objects would only be kept.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    worker.on("message", (replies: readonly TokenizerReply[]) => {
      const open = this.#sent.size;
      for (const { id, answer } of replies) {
        this.#sent.get(id)?.resolve(answer);
        this.#sent.delete(id);
      }
      if (open > 0 && this.#sent.size === 0) this.#rest(worker);
    });
    let cause: unknown;
    worker.on("error", (error) => (cause = error));
    worker.on("exit", () => {
      if (this.#worker === worker) void this.#end(new ParleyError("internal", { cause }));
    });
    return worker;
  }

  /** Nobody waits: let the process end, and the worker after a while. */
  #rest(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => void this.#end(new ParleyError("internal")), this.#idleMs).unref();
  }

  /** Ends the worker and whoever still waits for it. Calls that were not sent yet start another. */
  async #end(error: ParleyError): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    const lost = [...this.#sent.values(), ...(this.#closed ? this.#queue.splice(0) : [])];
    this.#worker = undefined;
    this.#sent.clear();
    for (const waiting of lost) waiting.reject(error);
    await worker?.terminate();
  }
}

function post(worker: Worker, message: TokenizerMessage): void {
  worker.postMessage(message);
}
