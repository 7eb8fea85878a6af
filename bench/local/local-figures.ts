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
}

export interface LocalFigures {
  readonly modelBytes: number;
  readonly threads: number;
  readonly contextTokens: number;
  readonly speed: readonly SpeedRow[];
  /** Milliseconds to the first text in the first and in the last turn of a conversation, and how often the one the other is. */
  readonly turns?: {
    readonly count: number;
    readonly firstMs: Spread;
    readonly lastMs: Spread;
    readonly times: Spread;
    readonly lastPromptTokens: number;
    readonly lastCachedTokens: number;
  };
  /** Bytes for each sequence more; PSS where the system tells it, or else RSS. */
  readonly sequenceBytes: Readonly<Partial<Record<LocalSubject, number>>>;
  /** Bytes of the model's own state in one sequence: what no server can save. */
  readonly stateBytes: number;
  readonly samples: readonly LocalSample[];
}

export type LocalModel = Pick<LocalFigures, "modelBytes" | "threads" | "contextTokens" | "stateBytes">;

export function summariseLocal(model: LocalModel, samples: readonly LocalSample[]): LocalFigures {
  const turns = summariseTurns(samples);
  return {
    ...model,
    speed: [...new Set(samples.map(({ streams }) => streams))]
      .filter((streams) => streams > 0)
      .flatMap((streams) => speedRow(samples, streams) ?? []),
    ...(turns === undefined ? {} : { turns }),
    sequenceBytes: Object.fromEntries(
      (["direct", "parley"] as const).flatMap((subject) => {
        const bytes = sequenceBytes(samples.filter((sample) => sample.subject === subject));
        return bytes === undefined ? [] : [[subject, bytes]];
      }),
    ),
    samples,
  };
}

function speedRow(all: readonly LocalSample[], streams: number): SpeedRow | undefined {
  const samples = all.filter((sample) => sample.streams === streams && sample.round > 0);
  const speeds = (subject: LocalSubject) =>
    new Map(
      samples.filter((one) => one.subject === subject).map(({ round, result }) => [round, speed(result)]),
    );
  const [directs, parleys] = [speeds("direct"), speeds("parley")];
  const direct = spread([...directs.values()]);
  const parley = spread([...parleys.values()]);
  const share = spread([...parleys].map(([round, value]) => value / (directs.get(round) ?? Number.NaN)));
  return direct && parley && share && { streams, direct, parley, share };
}

function speed({ tokens, windowMs }: LocalResult): number {
  return (tokens / windowMs) * 1000;
}

function summariseTurns(samples: readonly LocalSample[]): LocalFigures["turns"] {
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
  return { count: talk.count, firstMs, lastMs, times, lastPromptTokens, lastCachedTokens };
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
