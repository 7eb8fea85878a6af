import { closeSync, openSync, readFileSync, readSync } from "node:fs";

/** The size and the age of a model in training. */
export interface CheckpointFacts {
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
  readonly middle: number;
  readonly steps: number;
  /** Read in training. */
  readonly tokens: number;
  /** Wall time of the training. */
  readonly seconds: number;
}

export interface Checkpoint {
  readonly facts: CheckpointFacts;
  /** All layers of a kind are one behind the other. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** The kinds of weights in the order of the file. `count` is how many layers have them. */
export function weightKinds({ vocabulary, width, layers, middle }: CheckpointFacts): readonly {
  readonly name: string;
  readonly count: number;
  readonly shape: readonly number[];
  /** Numbers of one layer. */
  readonly size: number;
}[] {
  const of = (count: number, name: string, ...shape: number[]) => ({
    name,
    count,
    shape,
    size: shape.reduce((product, side) => product * side, 1),
  });
  return [
    of(1, "embedding", vocabulary, width),
    of(1, "output_norm", width),
    of(layers, "attention_norm", width),
    of(layers, "middle_norm", width),
    of(layers, "query", width, width),
    of(layers, "key", width, width),
    of(layers, "value", width, width),
    of(layers, "attention_output", width, width),
    of(layers, "gate", middle, width),
    of(layers, "up", middle, width),
    of(layers, "down", width, middle),
  ];
}

/** All layers of a kind. Fails with a `TypeError` when it is not there. */
export function weightsOf({ weights }: Pick<Checkpoint, "weights">, name: string): Float32Array {
  const values = weights.get(name);
  if (values === undefined) throw new TypeError(`the checkpoint has no "${name}"`);
  return values;
}

/** Reads one line of JSON, and behind it the weights as 32-bit floats. What the optimiser keeps is left alone. */
export function readCheckpoint(path: string): Checkpoint {
  const bytes = readFileSync(path);
  const end = bytes.indexOf(0x0a);
  if (end < 0) throw new TypeError(`${path} is no checkpoint`);
  const facts = JSON.parse(bytes.toString("utf8", 0, end)) as CheckpointFacts;
  const weights = new Map<string, Float32Array>();
  let at = end + 1;
  for (const { name, count, size } of weightKinds(facts)) {
    const length = count * size;
    if (at + 4 * length > bytes.length) throw new TypeError(`${path} is cut short`);
    // A copy: the header may have any length, and floats begin at multiples of four.
    weights.set(name, new Float32Array(Uint8Array.from(bytes.subarray(at, at + 4 * length)).buffer));
    at += 4 * length;
  }
  return { facts, weights };
}

/** Only the first line, for those who want to know how far a training is. */
export function readCheckpointFacts(path: string): CheckpointFacts {
  const head = Buffer.alloc(1_000);
  const file = openSync(path, "r");
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return JSON.parse(head.toString("utf8", 0, head.indexOf(0x0a))) as CheckpointFacts;
}
