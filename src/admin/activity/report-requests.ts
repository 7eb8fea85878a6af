import { type Percentiles, percentilesOf } from "../../lib/percentiles.ts";
import { type TimeSpan, timeSpans } from "../../lib/time-spans.ts";
import type { Actor } from "../../spec/actor.ts";
import type { RequestStore } from "../../spec/request-log.ts";
import type {
  CountedRequests,
  RequestCounts,
  RequestGroup,
  RequestReportFilter,
} from "../../spec/request-report.ts";
import { type BucketWidth, bucketWidths, projectsWithin } from "../usage.ts";

/** Rows of the log that one report looks at: some five seconds of SQLite, in steps between which calls go on. */
const mostRows = 1_000_000;

export interface RequestsReport extends RequestReportFilter {
  readonly span: TimeSpan;
  readonly width: BucketWidth;
  /** Buckets in an answer, at most `mostSpans` of the store. */
  readonly limit: number;
  readonly groupBy: readonly RequestGroup[];
}

/** What a group is of: it has a member for each that was asked for, where that is known. */
export type RequestGroupNames = Partial<
  Pick<CountedRequests, "projectId" | "keyId" | "provider" | "model" | "errorCode">
>;

/** A group of requests: how they ended, and how long answers took. Of nothing there are no percentiles. */
export interface RequestFigures extends RequestGroupNames, RequestCounts {
  readonly duration?: Percentiles;
  readonly first?: Percentiles;
}

export interface RequestsPage {
  /** Without gaps, oldest first. */
  readonly buckets: readonly (TimeSpan & { readonly rows: readonly RequestFigures[] })[];
  /** Each group over all buckets of this page: percentiles of these cannot be had from those of the buckets. */
  readonly totals: readonly RequestFigures[];
  /** Where the next page begins, in Unix milliseconds; absent with the last one. */
  readonly next?: number;
}

/**
 * The first buckets of a span, of what the actor may see; the first and the last one are cut to it. There are less of
 * them than asked for where that many requests are too much for one report: the next page goes on.
 */
export async function reportRequests(
  { requests }: { readonly requests: Pick<RequestStore, "report"> },
  actor: Actor,
  { span, width, limit, ...asked }: RequestsReport,
): Promise<RequestsPage> {
  const query = { ...asked, ...projectsWithin(actor, asked.projectIds) };
  const wanted = timeSpans(span, bucketWidths[width], limit);
  const report = await requests.report({ ...query, spans: wanted, mostRows });
  const spans = wanted.slice(0, report.spans);
  const buckets = spans.map((piece, place) => ({
    ...piece,
    rows: report.rows.filter((row) => row.span === place).map((row) => figuresOf([row])),
  }));
  const groups = Map.groupBy(report.rows, (row) => JSON.stringify(namesOf(row)));
  const totals = [...groups.values()].map(figuresOf);
  const end = spans.at(-1)?.until;
  const isLast = end === undefined || end >= span.until;
  return { buckets, totals, ...(!isLast && { next: end }) };
}

function namesOf({ projectId, keyId, provider, model, errorCode }: CountedRequests): RequestGroupNames {
  return {
    ...(projectId !== undefined && { projectId }),
    ...(keyId !== undefined && { keyId }),
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
    ...(errorCode !== undefined && { errorCode }),
  };
}

/** Several rows of one group together. */
function figuresOf(rows: readonly CountedRequests[]): RequestFigures {
  const sum = (name: keyof RequestCounts): number => rows.reduce((all, row) => all + row[name], 0);
  const duration = percentilesOf(rows.map((row) => row.durations));
  const first = percentilesOf(rows.map((row) => row.firsts));
  const [one] = rows;
  return {
    ...(one !== undefined && namesOf(one)),
    requests: sum("requests"),
    ended: sum("ended"),
    failed: sum("failed"),
    refused: sum("refused"),
    cancelled: sum("cancelled"),
    ...(duration !== undefined && { duration }),
    ...(first !== undefined && { first }),
  };
}
