import { hashText } from "../../lib/seeded-random.ts";
import type { Strategy } from "./plan.ts";

/** What is known of a target when a call looks for its way. */
export interface Candidate {
  /** Different from that of the others, and the same at each call. */
  readonly name: string;
  /** Its place in the settings; endpoints of one target share it. */
  readonly rank: number;
  /** > 0. */
  readonly weight: number;
  /** Why it cannot take the call; absent when it can. */
  readonly unfit?: string;
  /** Milliseconds for which it shall be tried after all others; 0 when nothing is known against it. */
  readonly coolingMs: number;
  /** Attempts under way at its endpoint, of whatever model, for one of the weight that the candidates have there. */
  readonly load: number;
  /** Attempts under way at this very target. */
  readonly running: number;
  /** Milliseconds to the first of an answer; `undefined` when it was not measured lately. */
  readonly firstMs: number | undefined;
  /** What the call would about cost there, in micro-units; `undefined` when unknown. */
  readonly costMicros: number | undefined;
}

export interface Facts {
  readonly strategy: Strategy;
  readonly candidates: readonly Candidate[];
  /** Calls with the same key go the same way; absent where the call has none, or shall have none. */
  readonly stickyKey?: string;
  /** Numbers in `[0, 1)`, one for each candidate: where chance decides. Not looked at where there is a key. */
  readonly chances: readonly number[];
}

/** Positions among the candidates. */
export interface Decision {
  /** Those that can take the call, in the order in which they are to be tried. */
  readonly order: readonly number[];
  readonly why: {
    readonly strategy: Strategy;
    /** Whether the key had a say. */
    readonly sticky: boolean;
    readonly skipped: readonly number[];
    /** Those at the end of the order because they failed lately. */
    readonly cooling: number;
  };
}

/**
 * Puts the targets of a call in order. Pure: the same facts give the same decision.
 *
 * Whoever cools comes last, the one that cools the shortest first, whatever the strategy. The others are ordered by the
 * strategy, and where it sees no difference by lot: each by its weight, or by the key, for which the lot always falls
 * the same way. When a target comes or goes, only the calls move that go to it, or went there (rendezvous hashing,
 * Thaler and Ravishankar 1998).
 */
export function decide({ strategy, candidates, stickyKey, chances }: Facts): Decision {
  const skipped: number[] = [];
  const able: Ranked[] = [];
  for (const [position, candidate] of candidates.entries()) {
    if (candidate.unfit !== undefined) skipped.push(position);
    else able.push({ position, candidate, lot: lotOf(candidate, stickyKey, chances[position] ?? 0) });
  }
  const compare = comparers[stickyKey === undefined ? strategy : (besideKey[strategy] ?? strategy)];
  able.sort(
    (a, b) =>
      a.candidate.coolingMs - b.candidate.coolingMs ||
      compare(a.candidate, b.candidate) ||
      a.lot - b.lot ||
      byName(a.candidate, b.candidate),
  );
  return {
    order: able.map(({ position }) => position),
    why: {
      strategy,
      sticky: stickyKey !== undefined,
      skipped,
      cooling: able.filter(({ candidate }) => candidate.coolingMs > 0).length,
    },
  };
}

interface Ranked {
  readonly position: number;
  readonly candidate: Candidate;
  readonly lot: number;
}

/**
 * The smallest lot wins, which falls to each in proportion to its weight: exponential variates with the weight as
 * their rate race (Efraimidis and Spirakis 2006), and so on for the places behind.
 */
function lotOf({ name, weight }: Candidate, stickyKey: string | undefined, chance: number): number {
  const even = stickyKey === undefined ? 1 - chance : (hashText(`${stickyKey}\0${name}`) + 0.5) / 2 ** 32;
  return -Math.log(even) / weight;
}

type Compare = (a: Candidate, b: Candidate) => number;

const comparers: Readonly<Record<Strategy, Compare>> = {
  first: (a, b) => a.rank - b.rank,
  weighted: () => 0,
  "least-busy": (a, b) => a.load - b.load || a.running / a.weight - b.running / b.weight,
  fastest: (a, b) => waiting(a) - waiting(b),
  cheapest: (a, b) => order(a.costMicros ?? Infinity, b.costMicros ?? Infinity),
};

/** How busy or quick a target is changes from call to call: a key that is to keep calls together decides before it. */
const besideKey: Partial<Record<Strategy, Strategy>> = { "least-busy": "weighted", fastest: "weighted" };

/** Who was not measured is measured now, by one call at a time: the others do not wait for what that brings. */
function waiting({ firstMs, running }: Candidate): number {
  if (firstMs !== undefined) return firstMs;
  return running === 0 ? -1 : Number.MAX_VALUE;
}

/** Infinity minus itself is no number. */
function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function byName(a: Candidate, b: Candidate): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : a.rank - b.rank;
}
