import type { UsageBy } from "../../api/usage.ts";

const ranges = ["day", "week", "month"] as const;
/** What a chart shows: the first three are the books', the others the request log's. */
const measures = ["cost", "tokens", "requests", "errors", "latency", "first"] as const;
export const percentiles = ["p50", "p95", "p99"] as const;

/** What is told apart, by the word in the address. */
export const groups = {
  model: "model",
  key: "api_key_id",
  project: "project_id",
  provider: "provider",
} as const satisfies Record<string, UsageBy>;

export type Range = (typeof ranges)[number];
export type Measure = (typeof measures)[number];
export type Percentile = (typeof percentiles)[number];
export type Group = keyof typeof groups;

export interface UsageSearch {
  readonly range?: Range;
  readonly measure?: Measure;
  readonly by?: Group;
  readonly percentile?: Percentile;
}

/** What the address of the screen says; whatever it does not know is left out. */
export function readUsageSearch(search: Readonly<Record<string, unknown>>): UsageSearch {
  const range = ranges.find((name) => name === search["range"]);
  const measure = measures.find((name) => name === search["measure"]);
  const by = (Object.keys(groups) as Group[]).find((name) => name === search["by"]);
  const percentile = percentiles.find((name) => name === search["percentile"]);
  return {
    ...(range !== undefined && { range }),
    ...(measure !== undefined && { measure }),
    ...(by !== undefined && { by }),
    ...(percentile !== undefined && { percentile }),
  };
}

const hour = 3_600;
const day = 24 * hour;

/** Where a range begins, in Unix seconds, and how wide its stretches are: the one of this moment is the last. */
export function stretchesOf(
  range: Range,
  now: number,
): { readonly from: number; readonly width: "1h" | "1d" } {
  const second = Math.floor(now / 1_000);
  const thisHour = second - (second % hour);
  if (range === "month") return { from: second - (second % day) - 29 * day, width: "1d" };
  return { from: thisHour - (range === "day" ? 23 : 7 * 24 - 1) * hour, width: "1h" };
}
