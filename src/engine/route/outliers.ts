import type { Tally } from "./breaker.ts";

/** What is compared among siblings. */
export interface Sibling {
  /** Endpoints of one target share it. */
  readonly rank: number;
  readonly tally: Tally;
  /** Milliseconds to the first of an answer; `undefined` when it was not measured lately. */
  readonly firstMs: number | undefined;
}

/** Fewer calls say nothing about a share of failures. */
const enoughCalls = 10;

/** A share of failures is far worse when it is this large, and this many times that of the others. */
const worstShare = 0.2;
const timesShare = 3;

/** A time is far worse when it is so many times that of the others, and longer by so many milliseconds. */
const timesFirst = 4;
const longerFirst = 250;

/**
 * Which of several endpoints of one target answer far worse than their siblings, by failures or by the time to the first
 * of an answer: at most half of them, the worst first. Positions in the list.
 */
export function outliers(all: readonly Sibling[]): ReadonlySet<number> {
  const groups = Map.groupBy(all.keys(), (position) => all[position]?.rank);
  const found = new Set<number>();
  for (const positions of groups.values()) {
    if (positions.length < 2) continue;
    const judged = positions.map((position) => ({
      position,
      badness: badness(all, position, positions),
    }));
    const worst = judged.filter(({ badness }) => badness > 1).sort((a, b) => b.badness - a.badness);
    for (const { position } of worst.slice(0, positions.length >> 1)) found.add(position);
  }
  return found;
}

/** How far beyond what counts as far worse; 1 and less: it is not. */
function badness(all: readonly Sibling[], position: number, positions: readonly number[]): number {
  const one = all[position];
  if (one === undefined) return 0;
  const others = positions.flatMap((other) => (other === position ? [] : (all[other] ?? [])));
  return Math.max(byFailures(one, others), byTime(one, others));
}

function byFailures(one: Sibling, others: readonly Sibling[]): number {
  const share = shareOf(one);
  const usual = median(others.flatMap((other) => shareOf(other) ?? []));
  if (share === undefined || usual === undefined) return 0;
  return share / Math.max(worstShare, usual * timesShare);
}

function byTime({ firstMs }: Sibling, others: readonly Sibling[]): number {
  const usual = median(others.flatMap((other) => other.firstMs ?? []));
  if (firstMs === undefined || usual === undefined) return 0;
  return firstMs / Math.max(usual * timesFirst, usual + longerFirst);
}

function shareOf({ tally: { calls, failures } }: Sibling): number | undefined {
  return calls < enoughCalls ? undefined : failures / calls;
}

/** The lower one of two in the middle: with one bad sibling of two, the other one is what is usual. */
function median(figures: readonly number[]): number | undefined {
  return figures.toSorted((a, b) => a - b)[(figures.length - 1) >> 1];
}
