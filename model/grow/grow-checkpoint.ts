import { createSeededRandom, type SeededRandom } from "../../src/lib/seeded-random.ts";
import { BLOCK } from "../../test/gguf/encode-tensor.ts";
import { type Checkpoint, type CheckpointFacts, weightKinds, weightsOf } from "../export/read-checkpoint.ts";

export interface Sizes {
  readonly layers: number;
  /** Numbers between gate and down, a multiple of 32. */
  readonly middle: number;
}

/** What the trainers have room for. */
const mostLayers = 32;

/**
 * A larger model that answers exactly as the given one, for training to go on with.
 *
 * A new layer is a copy of the old one before it, of which nothing is added to what flows by: its outputs are zero.
 * What is new in the middle is random where it is computed, and zero where it is added. So whatever is new learns its
 * outputs first, from inputs that differ. What training has let wither in the middle, until rounding made it zero, is
 * taken for new. The same arguments give the same weights.
 *
 * Fails with a `TypeError` for sizes that are smaller than the model's, more than 32 layers, and a middle that is no
 * multiple of 32.
 */
export function growCheckpoint(checkpoint: Checkpoint, { layers, middle }: Sizes): Checkpoint {
  const { facts } = checkpoint;
  const fits = (size: number, least: number): boolean => Number.isInteger(size) && size >= least;
  if (!fits(layers, facts.layers) || layers > mostLayers)
    throw new TypeError(`layers is a whole number from ${facts.layers} to ${mostLayers}`);
  if (!fits(middle, facts.middle) || middle % BLOCK !== 0)
    throw new TypeError(`middle is a multiple of ${BLOCK}, and at least ${facts.middle}`);
  const grown: CheckpointFacts = { ...facts, layers, middle };
  const random = createSeededRandom(layers * 65_536 + middle);
  const oldKinds = weightKinds(facts);
  const idle = idleUnits(checkpoint);
  return {
    facts: grown,
    weights: new Map(
      weightKinds(grown).map(({ name, count, size }, kind): [string, Float32Array] => {
        const old = weightsOf(checkpoint, name);
        if (count === 1) return [name, old.slice()];
        const oldSize = oldKinds[kind]?.size ?? 0;
        const all = new Float32Array(count * size);
        for (let layer = 0; layer < count; layer++) {
          const source = sourceOf(layer, facts.layers, layers);
          const isNew = layer > 0 && source === sourceOf(layer - 1, facts.layers, layers);
          if (isNew && (name === "attention_output" || name === "down")) continue;
          const target = all.subarray(layer * size, (layer + 1) * size);
          const given = old.subarray(source * oldSize, (source + 1) * oldSize);
          const isIdle = (unit: number): boolean => idle[source * facts.middle + unit] ?? true;
          if (name === "gate" || name === "up") fillRows(target, given, facts, isIdle, random);
          else if (name === "down") widenRows(target, given, facts, isIdle);
          else target.set(given);
        }
        return [name, all];
      }),
    ),
  };
}

/** For each layer and unit of the middle: whether it adds nothing, whatever is asked. */
export function idleUnits(checkpoint: Checkpoint): readonly boolean[] {
  const { layers, width, middle } = checkpoint.facts;
  const [gate, up, down] = ["gate", "up", "down"].map((name) => weightsOf(checkpoint, name));
  const isZero = (values: Float32Array | undefined, at: number, step: number): boolean => {
    for (let index = 0; index < width; index++) if ((values?.[at + index * step] ?? 0) !== 0) return false;
    return true;
  };
  return Array.from({ length: layers * middle }, (_, index) => {
    const [layer, unit] = [Math.floor(index / middle), index % middle];
    const row = index * width;
    return isZero(gate, row, 1) || isZero(up, row, 1) || isZero(down, layer * width * middle + unit, middle);
  });
}

/** The old layer that a layer has been or is a copy of; copies are spread evenly. */
function sourceOf(layer: number, oldLayers: number, layers: number): number {
  return Math.floor((layer * oldLayers) / layers);
}

/** A unit of the middle is a row here. Those to come are random as when training begins. */
function fillRows(
  target: Float32Array,
  given: Float32Array,
  { width, middle }: CheckpointFacts,
  isIdle: (unit: number) => boolean,
  { next }: SeededRandom,
): void {
  target.set(given);
  for (let unit = 0; unit < target.length / width; unit++) {
    if (unit < middle && !isIdle(unit)) continue;
    for (let index = unit * width; index < (unit + 1) * width; index++) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      target[index] = normal / Math.sqrt(width);
    }
  }
}

/** A unit of the middle is a column here. Those to come are zero. */
function widenRows(
  target: Float32Array,
  given: Float32Array,
  { width, middle }: CheckpointFacts,
  isIdle: (unit: number) => boolean,
): void {
  const length = target.length / width;
  for (let row = 0; row < width; row++)
    for (let unit = 0; unit < middle; unit++)
      target[row * length + unit] = isIdle(unit) ? 0 : (given[row * middle + unit] ?? 0);
}
