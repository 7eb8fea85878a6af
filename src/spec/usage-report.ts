/** What requests can be counted by. A key is missing where somebody called without one, such as at the terminal. */
export type UsageGroup = "project" | "key" | "provider" | "model";

/** From `from`, and up to but without `until`; Unix milliseconds. */
export interface UsageSpan {
  readonly from: number;
  readonly until: number;
}

export interface UsageQuery {
  /** One after the other, at most `mostSpans`. A request belongs to the span in which its call came in, as the call's id says. */
  readonly spans: readonly UsageSpan[];
  /** Requests are counted apart for each combination of these; without any, all of a span together. */
  readonly groupBy: readonly UsageGroup[];
  /** Only these; absent: all. An empty list: none. */
  readonly kind?: "generate" | "embed";
  readonly projectIds?: readonly string[];
  readonly keyIds?: readonly string[];
  readonly providers?: readonly string[];
  readonly models?: readonly string[];
  readonly targets?: readonly { readonly provider: string; readonly model: string }[];
}

/** More spans than a minute-by-minute report of a day has. */
export const mostSpans = 1_500;

/** The sum of a figure over requests. */
export interface Tally {
  /** Of those whose figure is known, an integer ≥ 0 that stops at 2^53 − 1; absent when it is known of none. */
  readonly known?: number;
  /** Requests whose figure is not known, or not yet. */
  readonly unknown: number;
}

/**
 * Requests to models, counted. A request is an attempt that went upstream: a call that was tried at two providers is
 * two of them, since both may ask for money, and an attempt of which the upstream heard nothing is none. One that the
 * upstream refused before it began is a request that used nothing: it cost 0, and its tokens are not missing.
 */
export interface UsageFigures {
  readonly requests: number;
  /** Of these, still under way. */
  readonly open: number;
  /** Of these, bounded and not told by the upstream: the process died over them. */
  readonly estimated: number;
  readonly inputTokens: Tally;
  /** Part of the input. */
  readonly cachedTokens: Tally;
  /** Part of the input. */
  readonly cacheWriteTokens: Tally;
  /** Of embeddings nothing is known and nothing is missing. */
  readonly outputTokens: Tally;
  /** Part of the output. */
  readonly reasoningTokens: Tally;
  readonly costMicros: Tally;
}

/** A group of requests in one span. It has a member for each member of `groupBy`, but a key only where there was one. */
export interface UsageRow extends UsageFigures {
  /** Position of its span in the query. */
  readonly span: number;
  readonly projectId?: string;
  readonly keyId?: string;
  readonly provider?: string;
  readonly model?: string;
}

export interface UsageStore {
  /**
   * Sums up the ledger: by span, and within a span sorted by group. Spans without requests have no row. Reads no more
   * of the ledger than lies within the spans, and lets others at the database in between. Throws `TypeError` for too many spans.
   */
  report(query: UsageQuery): Promise<readonly UsageRow[]>;
}
