import type { UsageSpan } from "./usage-report.ts";

/** What requests of the log can be told apart by. `model` is the one that answered or failed, or else the one asked for. */
export type RequestGroup = "project" | "key" | "provider" | "model" | "error";

/** Narrows a report; absent members narrow nothing, and an empty list finds nothing. */
export interface RequestReportFilter {
  readonly projectIds?: readonly string[];
  readonly keyIds?: readonly string[];
  readonly providers?: readonly string[];
  readonly models?: readonly string[];
}

export interface RequestReportQuery extends RequestReportFilter {
  /** One after the other, at most `mostSpans`. */
  readonly spans: readonly UsageSpan[];
  /** Requests are counted apart for each combination of these; without any, all of a span together. */
  readonly groupBy: readonly RequestGroup[];
  /** So many rows are looked at: the span in which they are used up is read to its end, and no further one. */
  readonly mostRows: number;
}

/** Requests counted by how they ended; those that the log counts together as many as they were. */
export interface RequestCounts {
  readonly requests: number;
  readonly ended: number;
  readonly failed: number;
  /** Nobody was asked. */
  readonly refused: number;
  readonly cancelled: number;
}

/** A group of requests in one span. It has a member for each member of `groupBy`, where that is known. */
export interface CountedRequests extends RequestCounts {
  /** Position of its span in the query. */
  readonly span: number;
  readonly projectId?: string;
  readonly keyId?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly errorCode?: string;
  /**
   * How long each answer took that a model gave to its end, in milliseconds and in no order. What failed, was refused or
   * was given up is not among them, nor what was answered from what was kept: none of it says how quick a model is.
   */
  readonly durations: readonly number[];
  /** Until the first piece came of each of these that was streamed, where that is known. */
  readonly firsts: readonly number[];
}

export interface RequestReport {
  /** Of each span in the order of the query, sorted by group. */
  readonly rows: readonly CountedRequests[];
  /** How many spans were read: less than were asked for when there was too much in them for one report. At least one. */
  readonly spans: number;
}
