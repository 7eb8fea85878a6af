import { queryOptions } from "@tanstack/react-query";
import { ask } from "./ask.ts";

/** What can be told apart; the words are the API's, and so are the names of the groups. */
export type UsageBy = "project_id" | "api_key_id" | "provider" | "model";

export type UsageNames = Readonly<Record<UsageBy, string | null>>;

/** Sums of the books; see `GET /v1/organization/usage`. `null` is known of none, `unknown_…` of how many it is missing. */
export interface UsageResult extends UsageNames {
  readonly requests: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_micros: number | null;
  readonly unknown_input_tokens: number;
  readonly unknown_output_tokens: number;
  readonly unknown_cost_micros: number;
}

/** In milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How requests ended and how long answers took; see `GET /v1/organization/usage/requests`. */
export interface RequestResult extends UsageNames {
  readonly requests: number;
  readonly ended: number;
  readonly failed: number;
  readonly refused: number;
  readonly cancelled: number;
  readonly duration_ms: Percentiles | null;
  readonly first_event_ms: Percentiles | null;
}

export interface UsageBucket<Result> {
  /** Unix seconds. */
  readonly start_time: number;
  readonly end_time: number;
  readonly results: readonly Result[];
}

export interface UsageReport<Result> {
  readonly buckets: readonly UsageBucket<Result>[];
  /** Each group over all of that time; `undefined` where the API had to tell it in several parts. */
  readonly totals: readonly Result[] | undefined;
}

export interface UsageWish {
  /** `null`: all that the reader may see. */
  readonly project: string | null;
  readonly by: UsageBy;
  /** Unix seconds. */
  readonly from: number;
  readonly width: "1h" | "1d";
}

interface Page<Result> {
  readonly data: readonly UsageBucket<Result>[];
  readonly totals: readonly Result[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

/** Pages that are asked for, at most. */
const mostPages = 40;

/** As many buckets as one answer may have. */
const mostBuckets = { "1h": 168, "1d": 31 } as const;

/** The books, stretch by stretch. */
export function usageOf(wish: UsageWish) {
  return queryOptions({
    queryKey: ["usage", wish],
    queryFn: ({ signal }) => report<UsageResult>("/v1/organization/usage", wish, signal),
  });
}

/** The request log, stretch by stretch. */
export function requestUsageOf(wish: UsageWish) {
  return queryOptions({
    queryKey: ["usage-of-requests", wish],
    queryFn: ({ signal }) => report<RequestResult>("/v1/organization/usage/requests", wish, signal),
  });
}

async function report<Result>(
  path: string,
  { project, by, from, width }: UsageWish,
  signal: AbortSignal,
): Promise<UsageReport<Result>> {
  const words = new URLSearchParams({
    start_time: String(from),
    bucket_width: width,
    limit: String(mostBuckets[width]),
    "group_by[]": by,
    ...(project !== null && { "project_ids[]": project }),
  });
  const buckets: UsageBucket<Result>[] = [];
  let totals: readonly Result[] | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await ask<Page<Result>>(`${path}?${words}`, { signal });
    buckets.push(...page.data);
    totals = pages === 0 ? page.totals : undefined;
    if (!page.has_more || page.next_page === null) break;
    words.set("page", page.next_page);
  }
  return { buckets, totals };
}
