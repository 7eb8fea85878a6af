import { getCompileCacheDir } from "node:module";
import { Worker } from "node:worker_threads";
import { ParleyError } from "../spec/errors.ts";
import type { SchemaQuestion, SchemaVerdict } from "./schema-check-worker.ts";

/** Says whether values fit JSON Schemas (draft 2020-12). */
export interface SchemaChecker {
  /**
   * Where and why the value does not fit, at most five sentences; empty when it fits. `undefined` when that cannot be
   * told: the schema is none, or its patterns take too long. Fails with `shutting_down` after `close`.
   */
  check(schema: unknown, value: unknown): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}

/** A check may take so long, in milliseconds; then its thread is ended. */
const patience = 2_000;

/** Milliseconds without a check after which the thread ends. */
const idleAfter = 8_000;

const workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./schema-check-worker.ts" : "./schema-check-worker.js",
  import.meta.url,
);

interface Waiting {
  readonly question: SchemaQuestion;
  resolve(faults: readonly string[] | undefined): void;
  reject(error: ParleyError): void;
}

/**
 * Schemas come from callers, and so do their patterns, of which some take longer than the world will last: values are
 * judged one by one in a thread of their own, which starts with the first.
 */
export function createSchemaChecker(): SchemaChecker {
  let worker: Worker | undefined;
  let lastId = 0;
  let closed = false;
  /** The first of them is being judged. */
  let queue: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;

  function next(): void {
    clearTimeout(timer);
    const [first] = queue;
    if (first === undefined) {
      worker?.unref();
      timer = setTimeout(end, idleAfter).unref();
      return;
    }
    worker ??= start();
    worker.ref();
    timer = setTimeout(() => {
      end();
      answer(undefined);
    }, patience);
    worker.postMessage(first.question);
  }

  function answer(faults: readonly string[] | undefined): void {
    queue.shift()?.resolve(faults);
    next();
  }

  function end(): void {
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
  }

  function start(): Worker {
    const cache = getCompileCacheDir();
    const started = new Worker(workerUrl, {
      name: "schema-checker",
      execArgv: [],
      env: cache === undefined ? {} : { NODE_COMPILE_CACHE: cache },
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 },
    });
    started.on("message", ({ id, faults }: SchemaVerdict) => {
      if (queue[0]?.question.id === id) answer(faults);
    });
    const lost = (): void => {
      if (worker !== started) return;
      worker = undefined;
      answer(undefined);
    };
    started.on("error", lost).on("exit", lost);
    return started;
  }

  return {
    check(schema, value) {
      if (closed) return Promise.reject(new ParleyError("shutting_down"));
      return new Promise((resolve, reject) => {
        queue.push({ question: { id: ++lastId, schema, value }, resolve, reject });
        if (queue.length === 1) next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const { reject } of queue) reject(new ParleyError("shutting_down"));
      queue = [];
      const ended = worker;
      worker = undefined;
      await ended?.terminate();
    },
  };
}
