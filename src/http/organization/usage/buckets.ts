import type { BucketWidth } from "../../../admin/usage.ts";
import type { TimeSpan } from "../../../lib/time-spans.ts";
import { ParleyError } from "../../../spec/errors.ts";

/** How many buckets an answer has: unless asked for, and at most. */
export interface BucketBounds {
  readonly usual: number;
  readonly most: number;
}

/** As OpenAI's reference of November 2026 has them. */
export const bucketBounds = {
  "1m": { usual: 60, most: 1_440 },
  "1h": { usual: 24, most: 168 },
  "1d": { usual: 7, most: 31 },
} as const satisfies Record<BucketWidth, BucketBounds>;

/** Fails with `integer_above_max_value` for more than there may be. */
export function bucketsOf(
  query: { readonly limit?: number | undefined },
  width: BucketWidth,
  { usual, most }: BucketBounds,
): number {
  const { limit = usual } = query;
  if (limit <= most) return limit;
  throw new ParleyError("integer_above_max_value", {
    message: `Invalid 'limit': expected a value <= ${most}, since buckets are ${width} wide.`,
    param: "limit",
  });
}

export interface SpanQuery {
  readonly start_time: number;
  readonly end_time?: number | undefined;
  readonly page?: string | undefined;
}

/**
 * The time that a query asks for, from its page on. Where no end is given, it is that of the bucket of this moment: pages
 * of a query then share one end.
 */
export function spanOf(query: SpanQuery, width: number, now: number): TimeSpan {
  const first = query.start_time * 1000;
  const until = query.end_time === undefined ? now - (now % width) + width : query.end_time * 1000;
  if (query.end_time !== undefined && first >= until) {
    throw new ParleyError("invalid_value", {
      message: "Invalid value for 'end_time': it must be later than 'start_time'.",
      param: "end_time",
    });
  }
  if (query.page === undefined) return { from: first, until };
  const from = Number(/^page_(\d{1,12})$/.exec(query.page)?.[1]) * 1000;
  if (!(from >= first && from < until)) {
    throw new ParleyError("invalid_value", {
      message: "Invalid value for 'page': it is no `next_page` of this query.",
      param: "page",
    });
  }
  return { from, until };
}
