import { Conflict, spend, type Run } from "./run.ts";
import type { Shape } from "./shape.ts";

/** How far from one given bound the numbers may lie, and how large they are when there is none. */
const SPAN = 100;

/** Multiples looked through for one that every `multipleOf` accepts in floating point. */
const TRIES = 1_000;

/** A number within the bounds of a shape: other for each variation, as far as there are others. */
export function makeNumber(run: Run, shape: Shape, integer: boolean, variation: number): number {
  const said = run.hints.map(Number).find((value) => fits(shape, value, integer));
  if (variation === 0 && said !== undefined) return said;
  const steps = integer ? [1, ...shape.multiples] : shape.multiples;
  const candidates =
    steps.length > 0 ? multiples(run, shape, steps, variation) : fractions(run, shape, variation);
  for (const candidate of candidates) {
    spend(run, shape.path);
    if (fits(shape, candidate, integer)) return candidate;
  }
  throw new Conflict(shape.path, "The schema contradicts itself: we found no number within its bounds.");
}

function fits({ lower, upper, multiples }: Shape, value: number, integer: boolean): boolean {
  if (!Number.isFinite(value) || (integer && !Number.isInteger(value))) return false;
  if (lower !== undefined && (lower.exclusive ? value <= lower.value : value < lower.value)) return false;
  if (upper !== undefined && (upper.exclusive ? value >= upper.value : value > upper.value)) return false;
  return multiples.every((multiple) => Number.isInteger(value / multiple));
}

/** The range to look in: the bounds, and `SPAN` from one where the other is missing. */
function range({ lower, upper }: Shape): readonly [low: number, high: number] {
  if (lower !== undefined && upper !== undefined) return [lower.value, upper.value];
  if (lower !== undefined) return [lower.value, lower.value + SPAN];
  if (upper !== undefined) return [upper.value > SPAN ? 1 : upper.value - SPAN, upper.value];
  return [1, SPAN];
}

function* multiples(run: Run, shape: Shape, steps: readonly number[], variation: number): Generator<number> {
  const step = common(steps);
  const [low, high] = range(shape);
  const first = Math.ceil(low / step);
  const open = shape.lower === undefined || shape.upper === undefined;
  const last = Math.max(Math.floor(high / step), open ? first + 10 : first);
  const count = last - first + 1;
  const start = run.seed * 37 + 41;
  for (let index = 0; index < Math.min(count, TRIES); index++) {
    // Binary fractions: 3 × 0.1 is meant to be 0.3.
    yield Number(((first + ((start + variation + index) % count)) * step).toPrecision(15));
  }
  if (shape.upper !== undefined) yield Math.floor(shape.upper.value / step) * step;
  if (shape.lower !== undefined) yield Math.ceil(shape.lower.value / step) * step;
}

/** The least common multiple of whole steps; of others the largest, and `fits` looks after the rest. */
function common(steps: readonly number[]): number {
  const whole = steps.filter((step) => Number.isInteger(step));
  const product = whole.reduce((left, right) => (left / divisor(left, right)) * right, 1);
  const largest = Math.max(...steps);
  return whole.length === steps.length && Number.isSafeInteger(product) ? product : largest;
}

function divisor(left: number, right: number): number {
  return right === 0 ? left : divisor(right, left % right);
}

function* fractions(run: Run, shape: Shape, variation: number): Generator<number> {
  const [low, high] = range(shape);
  for (const digits of [1, 2, 4, 15]) {
    for (let round = 0; round < 8; round++) {
      const value = low + (high - low) * run.random.next();
      yield digits === 15 ? value : Number(value.toFixed(digits));
    }
  }
  yield low + (high - low) / 2;
  yield variation % 2 === 0 ? low : high;
  yield high;
  yield low;
}
