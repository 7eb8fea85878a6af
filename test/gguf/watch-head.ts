import { clearColumns, clearRows, type Matrix, setWeight } from "./matrix.ts";

/** The four matrices of a layer's attention, each `width` × `width`. */
export interface Attention {
  readonly query: Matrix;
  readonly key: Matrix;
  readonly value: Matrix;
  readonly output: Matrix;
}

export interface WatchHead {
  /** Which head of the layer, from 0. */
  readonly head: number;
  readonly headSize: number;
  /** Where a token's vector has the same number everywhere, and that number. */
  readonly anchor: { readonly at: number; readonly value: number };
  /** Where the tokens to look out for carry `value`, and all others 0. */
  readonly mark: { readonly at: number; readonly value: number };
  /** Where those of them carry `value` that shall be told, and all others 0. */
  readonly start: { readonly at: number; readonly value: number };
  /**
   * Where the answer is added: `value` close behind a mark that is a start, one half of it at `distance` tokens,
   * 0 far from all marks, and 0 when the last mark is no start.
   */
  readonly result: { readonly at: number; readonly value: number };
  readonly distance: number;
}

/** The base of the angles by which a head's pairs of numbers turn with a token's position. */
export const ROPE_BASE = 10_000;
/** A mark outweighs all other tokens by e to this power when it is near. */
const STRENGTH = 8;

/**
 * Makes one head of the first layer tell whether the last mark is near and which it is, with hand-made weights.
 *
 * Rotary positions make a head's attention fall with distance like a bell curve: with equal queries and keys the
 * score of a pair of numbers is `s cos(θ Δ)`, about `s - s θ² Δ² / 2`. A mark's key is larger in the pair that
 * turns slowest, by so much that at `distance` it weighs as much as all other tokens together.
 */
export function addWatchHead({ query, key, value, output }: Attention, watch: WatchHead): void {
  const { head, headSize, anchor, mark, start, result, distance } = watch;
  const from = head * headSize;
  for (const matrix of [query, key, value]) clearRows(matrix, from, from + headSize);
  clearColumns(output, from, from + headSize);

  const sigma = distance / Math.sqrt(2 * STRENGTH);
  const scale = Math.sqrt(headSize);
  const angles = Array.from({ length: headSize / 2 }, (_, pair) => ROPE_BASE ** ((-2 * pair) / headSize));
  const slowest = angles.length - 1;
  // Two pairs with different periods: one alone would see the token a whole turn back as near.
  const bell = [...new Set([nearest(angles, 0.15 / sigma), nearest(angles, 0.05 / sigma)])];
  const steepness = bell.reduce((sum, pair) => sum + (angles[pair] ?? 0) ** 2, 0);
  const size = Math.sqrt(scale / (sigma ** 2 * steepness));
  for (const pair of bell) {
    setWeight(query, from + 2 * pair, anchor.at, size / anchor.value);
    setWeight(key, from + 2 * pair, anchor.at, size / anchor.value);
  }
  const others = sigma * Math.sqrt(Math.PI / 2);
  const advantage = Math.sqrt(scale * (Math.log(others) + STRENGTH));
  setWeight(query, from + 2 * slowest + 1, anchor.at, advantage / anchor.value);
  setWeight(key, from + 2 * slowest + 1, mark.at, advantage / mark.value);
  setWeight(value, from, start.at, 1 / start.value);
  setWeight(output, result.at, from, result.value);
}

function nearest(angles: readonly number[], wanted: number): number {
  const off = (angle: number) => Math.abs(Math.log(angle / wanted));
  // Never the slowest pair, which is taken.
  const closest = angles.slice(0, -1).reduce((best, angle) => (off(angle) < off(best) ? angle : best));
  return angles.indexOf(closest);
}
