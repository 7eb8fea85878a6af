import { type TimeSpan, timeSpans } from "../lib/time-spans.ts";
import type { Actor } from "../spec/actor.ts";
import type { UsageQuery, UsageRow, UsageStore } from "../spec/usage-report.ts";
import { can, denied } from "./can.ts";

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

/** Which projects are summed up: all, or those of the actor's; of those, the ones that are asked for. */
export function projectsWithin(
  actor: Actor,
  asked: UsageQuery["projectIds"],
): { readonly projectIds?: readonly string[] } {
  if (can(actor, "usage.read")) return asked === undefined ? {} : { projectIds: asked };
  const own = [...actor.projects.keys()].filter((projectId) => can(actor, "usage.read", { projectId }));
  if (own.length === 0) throw denied("usage.read");
  return { projectIds: asked === undefined ? own : own.filter((id) => asked.includes(id)) };
}

/** The first buckets of a span, of what the actor may see. The first and the last one are cut to it. */
export async function reportUsage(
  { usage }: { readonly usage: UsageStore },
  actor: Actor,
  report: UsageReport,
): Promise<UsagePage> {
  const { span, width, limit, ...asked } = report;
  const query = { ...asked, ...projectsWithin(actor, asked.projectIds) };
  const spans = timeSpans(span, bucketWidths[width], limit);
  const rows = await usage.report({ ...query, spans });
  const buckets = spans.map((piece, place) => ({ ...piece, rows: rows.filter((row) => row.span === place) }));
  const end = spans.at(-1)?.until;
  return end === undefined || end >= span.until ? { buckets } : { buckets, next: end };
}
