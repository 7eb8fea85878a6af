import { setImmediate as othersTurn } from "node:timers/promises";
import type { VectorStore } from "../../spec/vector.ts";

/** Vectors that are read and compared before others get their turns. */
const atOnce = 128;

/** How long vectors are compared, in milliseconds: what is older than those that were reached is left to the words. */
const longest = 250;

/** What is nearer by less than this is as near: more than sums of rounded figures are off. */
const unlike = 1e-6;

export interface Ranking {
  readonly conversationId: string;
  /** Of this model are the vectors, and the question's. */
  readonly model: string;
  /** Of length 1. */
  readonly question: Float32Array;
  readonly limit: number;
}

export interface Ranked {
  /** Of the items that are nearest to the question, nearest first. */
  readonly positions: readonly number[];
  /** Vectors that were compared. */
  readonly compared: number;
  /** Whether those were all. */
  readonly whole: boolean;
}

/**
 * The items of a conversation that mean what the question means, by the angle between their vectors. What is not nearer
 * to it than the conversation's average is none: the nearest of many that do not matter would still be the nearest.
 */
export async function rankVectors(
  deps: {
    readonly vectors: Pick<VectorStore, "before">;
    readonly clock: { monotonic(): number };
  },
  { conversationId, model, question, limit }: Ranking,
): Promise<Ranked> {
  const until = deps.clock.monotonic() + longest;
  const found: { readonly position: number; readonly nearness: number }[] = [];
  let sum = 0;
  let whole = false;
  for (let before = Number.MAX_SAFE_INTEGER; !whole && deps.clock.monotonic() <= until;) {
    const some = await deps.vectors.before(conversationId, model, before, atOnce);
    for (const { position, vector } of some) {
      // The model may have been another one under the same name.
      if (vector.length !== question.length) continue;
      const nearness = product(question, vector);
      sum += nearness;
      found.push({ position, nearness });
    }
    before = some.at(-1)?.position ?? 0;
    whole = some.length < atOnce;
    if (!whole) await othersTurn();
  }
  const average = sum / Math.max(1, found.length);
  const positions = found
    .filter(({ nearness }) => nearness > average + unlike)
    .toSorted((one, other) => other.nearness - one.nearness || other.position - one.position)
    .slice(0, limit)
    .map(({ position }) => position);
  return { positions, compared: found.length, whole };
}

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}
