import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** How long a model has been trained: what its file has no place for, and a checkpoint needs. */
export interface Training {
  readonly steps: number;
  /** Read so far. */
  readonly tokens: number;
  /** Wall time. */
  readonly seconds: number;
}

/**
 * What the record beside a model's file says of its training. Fails with a `TypeError` when the record is about another
 * file or says nothing of it, and as `readFileSync` does when there is none.
 */
export function readTraining(modelFile: string): Training {
  const path = modelFile.replace(/\.gguf$/, ".json");
  const record = JSON.parse(readFileSync(path, "utf8")) as {
    readonly sha256?: unknown;
    readonly training?: Readonly<Record<keyof Training, unknown>>;
  };
  if (record.sha256 !== createHash("sha256").update(readFileSync(modelFile)).digest("hex"))
    throw new TypeError(`${path} is about another file than ${modelFile}`);
  const { steps, tokens, seconds } = record.training ?? {};
  if (typeof steps !== "number" || typeof tokens !== "number" || typeof seconds !== "number")
    throw new TypeError(`${path} has no steps, tokens and seconds of the training`);
  return { steps, tokens, seconds };
}
