import { type TimeSpan, timeSpans } from "../lib/time-spans.ts";
import type { UsageQuery, UsageRow, UsageStore } from "../spec/usage-report.ts";

/** How wide a bucket is, and its milliseconds. In UTC, as all days here. */
export const bucketWidths = { "1m": 60_000, "1h": 3_600_000, "1d": 86_400_000 } as const;

export type BucketWidth = keyof typeof bucketWidths;

export interface UsageReport extends Omit<UsageQuery, "spans"> {
  readonly span: TimeSpan;
  readonly width: BucketWidth;
  /** Buckets in an answer, at most `mostSpans` of the store. */
  readonly limit: number;
}

/** What came in within a time, by group. Empty when nothing did. */
export interface UsageBucket extends TimeSpan {
  readonly rows: readonly UsageRow[];
}

export interface UsagePage {
  /** Without gaps, oldest first. */
  readonly buckets: readonly UsageBucket[];
  /** Where the next page begins, in Unix milliseconds; absent with the last one. */
  readonly next?: number;
}

/** The first buckets of a span. The first and the last one are cut to it. */
export async function reportUsage(store: UsageStore, report: UsageReport): Promise<UsagePage> {
  const { span, width, limit, ...query } = report;
  const spans = timeSpans(span, bucketWidths[width], limit);
  const rows = await store.report({ ...query, spans });
  const buckets = spans.map((piece, place) => ({ ...piece, rows: rows.filter((row) => row.span === place) }));
  const end = spans.at(-1)?.until;
  return end === undefined || end >= span.until ? { buckets } : { buckets, next: end };
}
