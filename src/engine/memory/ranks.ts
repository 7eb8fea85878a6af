/** Scores by position. */
export type Scores = Map<number, number>;

/** The usual constant of reciprocal rank fusion: how little it matters to be first rather than second. */
const fusion = 60;

/** Adds scores, each as a share of `best`, times `weight`. */
export function addScores(
  to: Scores,
  found: readonly { position: number; score: number }[],
  weight: number,
  best = bestScore(found),
): void {
  if (best <= 0) return;
  for (const { position, score } of found) {
    to.set(position, (to.get(position) ?? 0) + (weight * score) / best);
  }
}

export function bestScore(found: readonly { readonly score: number }[]): number {
  return found.reduce((best, { score }) => Math.max(best, score), 0);
}

/** Joins two ways of ranking whose scores cannot be compared, by their ranks. Gives scores of at most about 1. */
export function fuseRanks(one: Scores, other: readonly number[]): Scores {
  const ranked = [...one].toSorted(([, a], [, b]) => b - a).map(([position]) => position);
  const fused: Scores = new Map();
  for (const list of [ranked, other]) {
    for (const [rank, position] of list.entries()) {
      fused.set(position, (fused.get(position) ?? 0) + fusion / (fusion + rank) / 2);
    }
  }
  return fused;
}

/** What is said around what was found belongs to it: the answer to a question, the sentence before `yes, that one`. */
export const aroundShares: readonly (readonly [distance: number, share: number])[] = [
  [-2, 0.25],
  [-1, 0.5],
  [1, 0.5],
  [2, 0.25],
];

/** Each position with a share of what its neighbours have. */
export function withNeighbours(own: Scores): Scores {
  const all: Scores = new Map(own);
  for (const [position, score] of own) {
    for (const [distance, share] of aroundShares) {
      const near = position + distance;
      if (near > 0) all.set(near, (all.get(near) ?? 0) + score * share);
    }
  }
  return all;
}

/** The positions with the highest scores. Most of a thousand are thrown away without being sorted. */
export function bestOf(scores: Scores, count: number): readonly number[] {
  const least =
    scores.size <= count ? 0 : (Float64Array.from(scores.values()).sort()[scores.size - count] ?? 0);
  const best: (readonly [position: number, score: number])[] = [];
  for (const one of scores) if (one[1] >= least) best.push(one);
  return best
    .sort(([one, a], [other, b]) => b - a || other - one)
    .slice(0, count)
    .map(([position]) => position);
}
