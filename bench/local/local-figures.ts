/** What the local scenarios found. */
import { type Spread, spread } from "../report/spread.ts";
import type { LocalResult } from "./job.ts";

export type LocalSubject = "direct" | "parley";

export interface LocalSample {
  readonly subject: LocalSubject;
  /** From 1. */
  readonly round: number;
  /** Streams at once; 0 for a conversation. */
  readonly streams: number;
  /** Sequences that the context was made for. */
  readonly sequences: number;
  readonly result: LocalResult;
}

export interface SpeedRow {
  readonly streams: number;
  /** Tokens per second of all streams together. */
  readonly direct: Spread;
  readonly parley: Spread;
  /** Parley's share of direct, within a round. */
  readonly share: Spread;
  /** Milliseconds of CPU for a token: what is left to compare on a machine that others use, too. */
  readonly cpuMs: Readonly<Record<LocalSubject, Spread>>;
}

/** Conversations of one subject. */
export interface TalkRow {
  readonly count: number;
  /** Milliseconds to the first text in the first and in the last turn, and how often the one the other is. */
  readonly firstMs: Spread;
  readonly lastMs: Spread;
  readonly times: Spread;
  /** Prompt tokens of the first and of the last turn, and how many of the last had been evaluated before. */
  readonly firstPromptTokens: number;
  readonly lastPromptTokens: number;
  readonly lastCachedTokens: number;
}

export interface LocalFigures {
  readonly modelBytes: number;
  readonly threads: number;
  readonly contextTokens: number;
  readonly speed: readonly SpeedRow[];
  readonly talks: Readonly<Partial<Record<LocalSubject, TalkRow>>>;
  /** Bytes for each sequence more; PSS where the system tells it, or else RSS. */
  readonly sequenceBytes: Readonly<Partial<Record<LocalSubject, number>>>;
  /** Bytes of the model's own state in one sequence: what no server can save. */
  readonly stateBytes: number;
  readonly samples: readonly LocalSample[];
}

export type LocalModel = Pick<LocalFigures, "modelBytes" | "threads" | "contextTokens" | "stateBytes">;

export function summariseLocal(model: LocalModel, samples: readonly LocalSample[]): LocalFigures {
  const numbers = [...new Set(samples.map(({ streams }) => streams))].filter((streams) => streams > 0);
  return {
    ...model,
    speed: numbers.flatMap((streams) => speedRow(samples, streams) ?? []),
    talks: bySubject(samples, talkRow),
    sequenceBytes: bySubject(samples, sequenceBytes),
    samples,
  };
}

/** Absent where nothing was found. */
function bySubject<Found>(
  samples: readonly LocalSample[],
  find: (samples: readonly LocalSample[]) => Found | undefined,
): Partial<Record<LocalSubject, Found>> {
  const found: Partial<Record<LocalSubject, Found>> = {};
  for (const subject of ["direct", "parley"] as const) {
    const one = find(samples.filter((sample) => sample.subject === subject));
    if (one !== undefined) found[subject] = one;
  }
  return found;
}

function speedRow(all: readonly LocalSample[], streams: number): SpeedRow | undefined {
  const samples = all.filter((sample) => sample.streams === streams && sample.round > 0);
  const of = (subject: LocalSubject, figure: (result: LocalResult) => number) =>
    new Map(
      samples.filter((one) => one.subject === subject).map(({ round, result }) => [round, figure(result)]),
    );
  const [directs, parleys] = [of("direct", speed), of("parley", speed)];
  const shares = [...parleys].map(([round, value]) => value / (directs.get(round) ?? Number.NaN));
  const direct = spread([...directs.values()]);
  const parley = spread([...parleys.values()]);
  const share = spread(shares.filter((value) => !Number.isNaN(value)));
  const directCpu = spread([...of("direct", cpuMs).values()]);
  const parleyCpu = spread([...of("parley", cpuMs).values()]);
  if (!direct || !parley || !share || !directCpu || !parleyCpu) return undefined;
  return { streams, direct, parley, share, cpuMs: { direct: directCpu, parley: parleyCpu } };
}

function speed({ tokens, windowMs }: LocalResult): number {
  return (tokens / windowMs) * 1000;
}

function cpuMs({ tokens, cpuMicros }: LocalResult): number {
  return cpuMicros / 1000 / tokens;
}

function talkRow(samples: readonly LocalSample[]): TalkRow | undefined {
  const talks = samples.flatMap(({ result: { turns } }) => {
    const [first, last] = [turns[0], turns.at(-1)];
    return first === undefined || last === undefined ? [] : [{ first, last, count: turns.length }];
  });
  const firstMs = spread(talks.map(({ first }) => first.firstMs));
  const lastMs = spread(talks.map(({ last }) => last.firstMs));
  const times = spread(talks.map(({ first, last }) => last.firstMs / first.firstMs));
  const [talk] = talks;
  if (firstMs === undefined || lastMs === undefined || times === undefined || talk === undefined)
    return undefined;
  const { promptTokens: lastPromptTokens, cachedTokens: lastCachedTokens } = talk.last;
  const firstPromptTokens = talk.first.promptTokens;
  return { count: talk.count, firstMs, lastMs, times, firstPromptTokens, lastPromptTokens, lastCachedTokens };
}

/** From the smallest and the largest context, each with all its sequences used. */
function sequenceBytes(samples: readonly LocalSample[]): number | undefined {
  const used = samples
    .filter(({ streams, sequences }) => streams === sequences)
    .toSorted((a, b) => a.sequences - b.sequences);
  const [few, many] = [used[0], used.at(-1)];
  if (few === undefined || many === undefined || few.sequences === many.sequences) return undefined;
  return Math.round((memory(many.result) - memory(few.result)) / (many.sequences - few.sequences));
}

function memory({ pssBytes, rssBytes }: LocalResult): number {
  return pssBytes ?? rssBytes;
}
