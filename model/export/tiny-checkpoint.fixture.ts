import { createSeededRandom } from "../../src/lib/seeded-random.ts";
import { type Checkpoint, type CheckpointFacts, weightKinds } from "./read-checkpoint.ts";

/** A model of the smallest size that the file's format allows, with random weights. */
export function tinyCheckpoint(vocabulary: number): Checkpoint {
  const facts: CheckpointFacts = {
    vocabulary,
    width: 32,
    layers: 2,
    heads: 2,
    middle: 64,
    steps: 3,
    tokens: 1_000,
    seconds: 1,
  };
  const { next } = createSeededRandom(1);
  const weights = new Map(
    weightKinds(facts).map(({ name, count, size }) => [
      name,
      Float32Array.from({ length: count * size }, () => next() - 0.5),
    ]),
  );
  return { facts, weights };
}
