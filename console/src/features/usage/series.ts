import type { RequestResult, UsageBucket, UsageBy, UsageNames, UsageResult } from "../../api/usage.ts";
import { writeMoney } from "../../ui/exact-amount.ts";
import type { Measure, Percentile } from "./usage-search.ts";

/** One line of the chart: millionths of a dollar, tokens, requests or milliseconds. */
export interface Series {
  /** What it is of; `null` for what has no name. */
  readonly id: string | null;
  readonly name: string;
  /** `null` where it is not known. */
  readonly values: readonly (number | null)[];
}

export interface Chart {
  /** Unix seconds, where each stretch begins. */
  readonly times: readonly number[];
  /** The largest first. */
  readonly lines: readonly Series[];
  /** Groups that there is no line for. */
  readonly hidden: number;
}

export interface Naming {
  readonly by: UsageBy;
  nameOf(id: string | null): string;
  /** What groups are called that share a line. */
  readonly others: string;
}

/** So many lines can be told apart; the rest is one of its own, where it can be added up. */
const mostLines = 7;

const ledgerValues = {
  cost: (result: UsageResult) => result.cost_micros,
  tokens: tokensOf,
  requests: (result: UsageResult) => result.requests,
} as const;

/** Input and output together, as far as they are known. */
export function tokensOf({ input_tokens: input, output_tokens: output }: UsageResult): number | null {
  return input === null && output === null ? null : (input ?? 0) + (output ?? 0);
}

/** Refused ones as well: who asked got no answer. */
export function errorsOf({ failed, refused }: RequestResult): number {
  return failed + refused;
}

/** The books as lines, in whole numbers. */
export function ledgerChart(
  buckets: readonly UsageBucket<UsageResult>[],
  measure: keyof typeof ledgerValues,
  naming: Naming,
): Chart {
  return summed(buckets, ledgerValues[measure], naming);
}

export function errorChart(buckets: readonly UsageBucket<RequestResult>[], naming: Naming): Chart {
  return summed(buckets, errorsOf, naming);
}

/** How quick answers were: of the groups that gave most of them, since percentiles cannot be added up. */
export function latencyChart(
  buckets: readonly UsageBucket<RequestResult>[],
  measure: "latency" | "first",
  percentile: Percentile,
  naming: Naming,
): Chart {
  const of = (result: RequestResult) => result[measure === "latency" ? "duration_ms" : "first_event_ms"];
  const lines = linesOf(buckets, (result) => of(result)?.[percentile] ?? null, naming, null);
  const counts = linesOf(buckets, (result) => of(result)?.count ?? 0, naming, 0);
  const sums = new Map(counts.map(({ id, values }) => [id, total(values) ?? 0]));
  const sorted = lines
    .filter(({ id }) => (sums.get(id) ?? 0) > 0)
    .toSorted((one, other) => (sums.get(other.id) ?? 0) - (sums.get(one.id) ?? 0) || byName(one, other));
  return {
    times: timesOf(buckets),
    lines: sorted.slice(0, mostLines),
    hidden: Math.max(sorted.length - mostLines, 0),
  };
}

function summed<Result extends UsageNames>(
  buckets: readonly UsageBucket<Result>[],
  valueOf: (result: Result) => number | null,
  naming: Naming,
): Chart {
  const sorted = linesOf(buckets, valueOf, naming, 0)
    .map((line) => ({ line, sum: total(line.values) ?? 0 }))
    .toSorted((one, other) => other.sum - one.sum || byName(one.line, other.line))
    .map(({ line }) => line);
  const rest = sorted.slice(mostLines);
  const others = {
    id: null,
    name: naming.others,
    values: buckets.map((_, place) => total(rest.map(({ values }) => values[place] ?? null))),
  };
  const lines = rest.length === 0 ? sorted : [...sorted.slice(0, mostLines), others];
  return { times: timesOf(buckets), lines, hidden: 0 };
}

function linesOf<Result extends UsageNames>(
  buckets: readonly UsageBucket<Result>[],
  valueOf: (result: Result) => number | null,
  { by, nameOf }: Naming,
  nothing: number | null,
): readonly Series[] {
  const lines = new Map<string | null, (number | null)[]>();
  buckets.forEach(({ results }, place) => {
    for (const result of results) {
      const id = result[by];
      const line = lines.get(id) ?? buckets.map(() => nothing);
      line[place] = valueOf(result);
      lines.set(id, line);
    }
  });
  return [...lines].map(([id, values]) => ({ id, name: nameOf(id), values }));
}

function timesOf(buckets: readonly UsageBucket<unknown>[]): readonly number[] {
  return buckets.map(({ start_time }) => start_time);
}

function byName(one: Series, other: Series): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}

/** What is known of it together; `null` where that is nothing. */
function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 && values.length > 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** The chart as rows of a spreadsheet: dollars to the last digit, and nothing where nothing is known. */
export function rowsOf({ times, lines }: Chart, measure: Measure): readonly (readonly string[])[] {
  const written = (value: number | null | undefined): string =>
    value === null || value === undefined ? "" : measure === "cost" ? writeMoney(value) : String(value);
  return [
    ["time", ...lines.map(({ name }) => name)],
    ...times.map((time, place) => [
      new Date(time * 1_000).toISOString(),
      ...lines.map(({ values }) => written(values[place])),
    ]),
  ];
}
