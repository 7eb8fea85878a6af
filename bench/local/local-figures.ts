/** What the local scenarios found, summarised. */
import { type Spread, spread } from "../report/spread.ts";
import {
  type Both,
  type LocalResult,
  type LocalSubject,
  localSubjects,
  type Stint,
  type Turn,
} from "./job.ts";
import { quartiles } from "./quartiles.ts";

/** What one run of the driver found. */
export interface LocalRun {
  /** Streams at once; 0 for conversations. */
  readonly streams: number;
  /** Sequences that the contexts were made for. */
  readonly sequences: number;
  readonly result: LocalResult;
}

export interface SpeedRow {
  readonly streams: number;
  readonly pairs: number;
  /** Tokens per second of all streams together: medians with their quartiles. */
  readonly speed: Both<Spread>;
  /** Parley's share of direct, within a pair. */
  readonly share: Spread;
  /** Milliseconds of CPU for a token. */
  readonly cpuMs: Both<Spread>;
  /** Milliseconds: 99th percentiles of the delay of Parley's event loop, one of each turn. */
  readonly loopDelayMs?: Spread;
}

export interface TalkRow {
  readonly talks: number;
  readonly turns: number;
  /** Milliseconds to the first text in the first and in the last turn, and how often the one the other is. */
  readonly firstMs: Spread;
  readonly lastMs: Spread;
  readonly times: Spread;
  /** Prompt tokens of the first and of the last turn, and how many of the last had been evaluated before. */
  readonly firstPromptTokens: number;
  readonly lastPromptTokens: number;
  readonly lastCachedTokens: number;
}

export interface LocalModel {
  readonly modelBytes: number;
  readonly threads: number;
  readonly contextTokens: number;
  /** Bytes of the model's own state in one sequence: what no server can save. */
  readonly stateBytes: number;
}

export interface LocalFigures extends LocalModel {
  readonly speed: readonly SpeedRow[];
  readonly talks: Partial<Both<TalkRow>>;
  /** Bytes for each sequence more. */
  readonly sequenceBytes: Partial<Both<number>>;
  readonly runs: readonly LocalRun[];
}

export function summariseLocal(model: LocalModel, runs: readonly LocalRun[]): LocalFigures {
  return {
    ...model,
    speed: runs.flatMap((run) => speedRow(run) ?? []),
    talks: bySubject((subject) =>
      talkRow(runs.flatMap(({ result }) => result.talks.map((talk) => talk[subject]))),
    ),
    sequenceBytes: bySubject((subject) => sequenceBytes(runs, subject)),
    runs,
  };
}

/** Absent where nothing was found. */
function bySubject<Found>(find: (subject: LocalSubject) => Found | undefined): Partial<Both<Found>> {
  const found = localSubjects.map((subject) => [subject, find(subject)] as const);
  return Object.fromEntries(found.filter(([, one]) => one !== undefined)) as Partial<Both<Found>>;
}

/** Of runs with as many streams as there were places; a run for memory alone has no pairs worth a row. */
function speedRow({ streams, result: { pairs } }: LocalRun): SpeedRow | undefined {
  const of = (subject: LocalSubject, figure: (stint: Stint) => number) =>
    quartiles(pairs.map((pair) => figure(pair[subject])));
  const both = (figure: (stint: Stint) => number): Both<Spread> | undefined => {
    const [direct, parley] = [of("direct", figure), of("parley", figure)];
    return direct && parley && { direct, parley };
  };
  const speed = both(perSecond);
  const cpuMs = both(({ cpuMicros, tokens }) => cpuMicros / 1000 / tokens);
  const share = quartiles(pairs.map(({ direct, parley }) => perSecond(parley) / perSecond(direct)));
  const loopDelayMs = quartiles(pairs.flatMap(({ parley }) => parley.loopDelayMs ?? []));
  if (speed === undefined || cpuMs === undefined || share === undefined) return undefined;
  return { streams, pairs: pairs.length, speed, share, cpuMs, ...(loopDelayMs && { loopDelayMs }) };
}

function perSecond({ tokens, windowMs }: Stint): number {
  return (tokens / windowMs) * 1000;
}

function talkRow(talks: readonly (readonly Turn[])[]): TalkRow | undefined {
  const ends = talks.flatMap((turns) => {
    const [first, last] = [turns[0], turns.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first, last, turns: turns.length }];
  });
  const firstMs = spread(ends.map(({ first }) => first.firstMs));
  const lastMs = spread(ends.map(({ last }) => last.firstMs));
  const times = spread(ends.map(({ first, last }) => last.firstMs / first.firstMs));
  const [one] = ends;
  if (firstMs === undefined || lastMs === undefined || times === undefined || one === undefined)
    return undefined;
  return {
    talks: ends.length,
    turns: one.turns,
    firstMs,
    lastMs,
    times,
    firstPromptTokens: one.first.promptTokens,
    lastPromptTokens: one.last.promptTokens,
    lastCachedTokens: one.last.cachedTokens,
  };
}

/** From the smallest and the largest context, each with all its sequences used. */
function sequenceBytes(runs: readonly LocalRun[], subject: LocalSubject): number | undefined {
  const used = runs
    .filter(({ streams, sequences }) => streams === sequences)
    .toSorted((a, b) => a.sequences - b.sequences);
  const [few, many] = [used[0], used.at(-1)];
  if (few === undefined || many === undefined || few.sequences === many.sequences) return undefined;
  const more = many.result.memoryBytes[subject] - few.result.memoryBytes[subject];
  return Math.round(more / (many.sequences - few.sequences));
}
