import { type BucketWidth, bucketWidths } from "../../../admin/usage.ts";
import type { TimeSpan } from "../../../lib/time-spans.ts";
import { type BucketBounds, bucketsOf, type SpanQuery, spanOf } from "./buckets.ts";

interface ReportQuery extends SpanQuery {
  readonly limit?: number | undefined;
  readonly project_ids?: readonly string[] | undefined;
  readonly api_key_ids?: readonly string[] | undefined;
  readonly providers?: readonly string[] | undefined;
  readonly models?: readonly string[] | undefined;
}

/** What every report is asked for: a time, in buckets, and whose calls to what. */
interface Asked {
  readonly span: TimeSpan;
  readonly width: BucketWidth;
  readonly limit: number;
  readonly projectIds?: readonly string[];
  readonly keyIds?: readonly string[];
  readonly providers?: readonly string[];
  readonly models?: readonly string[];
}

/** Reads it from a report's query, at the moment `now`. Fails as `spanOf` and `bucketsOf` do. */
export function askedOf(query: ReportQuery, width: BucketWidth, bounds: BucketBounds, now: number): Asked {
  return {
    span: spanOf(query, bucketWidths[width], now),
    width,
    limit: bucketsOf(query, width, bounds),
    ...(query.project_ids !== undefined && { projectIds: query.project_ids }),
    ...(query.api_key_ids !== undefined && { keyIds: query.api_key_ids }),
    ...(query.providers !== undefined && { providers: query.providers }),
    ...(query.models !== undefined && { models: query.models }),
  };
}
