import { existsSync, renameSync, writeFileSync } from "node:fs";
import { type Checkpoint, weightKinds, weightsOf } from "../export/read-checkpoint.ts";

/** Kinds that Adam moves, which come first: the trainers keep a square for each of their weights. */
const adamKinds = 4;

/**
 * Writes a checkpoint as the trainers read it, with an optimiser that remembers nothing. One that is there is lost
 * hours of training, so it is replaced with `fresh` only; else this fails with a `TypeError`.
 */
export function writeCheckpoint(
  path: string,
  checkpoint: Checkpoint,
  { fresh }: { readonly fresh: boolean },
): void {
  if (!fresh && existsSync(path))
    throw new TypeError(`${path} is there already; fresh=1 would replace it, and lose its training`);
  const { facts } = checkpoint;
  const parts = weightKinds(facts).map(({ name }) => {
    const values = weightsOf(checkpoint, name);
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  });
  const bytesOf = (some: readonly Buffer[]): number => some.reduce((sum, { length }) => sum + length, 0);
  const optimiser = Buffer.alloc(bytesOf(parts) + bytesOf(parts.slice(0, adamKinds)));
  const { vocabulary, width, layers, heads, middle, steps, tokens, seconds } = facts;
  // train.c wants the members in this order.
  const head = JSON.stringify({ vocabulary, width, layers, heads, middle, steps, tokens, seconds });
  writeFileSync(`${path}.part`, Buffer.concat([Buffer.from(`${head}\n`), ...parts, optimiser]));
  renameSync(`${path}.part`, path);
}
