import type { RequestReport, RequestReportQuery } from "./request-report.ts";

/** How a request ended. `refused`: before anybody was asked. */
export type RequestOutcome = "ended" | "failed" | "cancelled" | "refused";

/** One request as a list shows it. Times are Unix milliseconds, durations milliseconds. */
export interface RequestRow {
  /** `req_` and 32 hexadecimal digits; also the call's id in the ledger. Ids are in the order of time. */
  readonly id: string;
  readonly at: number;
  /** Absent where nobody knows whose it was. */
  readonly projectId?: string;
  readonly keyId?: string;
  /** The route's path, with `:name` for what differs; `unknown` where it led nowhere, `internal` for Parley's own calls. */
  readonly endpoint: string;
  readonly method: string;
  /** 499 where the caller left before there was an answer. */
  readonly status: number;
  readonly outcome: RequestOutcome;
  readonly streamed: boolean;
  /** The model as the caller named it. */
  readonly asked?: string;
  /** Who answered; where nobody did, who was asked last and failed. */
  readonly provider?: string;
  readonly model?: string;
  readonly errorCode?: string;
  /** Until the attempt began that answered, or the last one. */
  readonly waitedMs?: number;
  /** Until the first piece of the answer. */
  readonly firstMs?: number;
  readonly durationMs: number;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  /** Micro-units of all attempts together. */
  readonly costMicros?: number;
  readonly address?: string;
  /** At most 256 characters. */
  readonly userAgent?: string;
  readonly settingsVersion?: string;
  /** How many requests the row stands for: more than 1 where refused ones of a kind were counted together. */
  readonly repeats: number;
}

/** A row with all that is kept of it. */
export interface WholeRequest extends RequestRow {
  /** JSON: attempts, route, context, usage and warnings; absent where there is nothing of that. */
  readonly record?: string;
  /** What was said, where that is kept: bodies as texts, cut where they were too long. */
  readonly question?: string;
  readonly answer?: string;
}

/** A row to be written. What is not known may also be `undefined`: it is made for every call, and read once. */
export type NewRequest = {
  readonly [Name in keyof WholeRequest]:
    | WholeRequest[Name]
    | (object extends Pick<WholeRequest, Name> ? undefined : never);
};

/** Narrows a list; absent members narrow nothing. An empty list of values finds nothing. */
export interface RequestFilter {
  readonly projectIds?: readonly string[];
  readonly keyIds?: readonly string[];
  /** By what was asked for, or by who answered. */
  readonly models?: readonly string[];
  readonly providers?: readonly string[];
  /** From and up to, both inclusive. */
  readonly statuses?: readonly { readonly from: number; readonly to: number }[];
  readonly errorCodes?: readonly string[];
  readonly outcomes?: readonly RequestOutcome[];
  readonly leastMs?: number;
  readonly mostMs?: number;
  readonly leastMicros?: number;
  readonly mostMicros?: number;
  /** Stands in what was said, whatever the case of its letters; 1 to 200 characters. */
  readonly text?: string;
  /** `from` inclusive, `until` exclusive. */
  readonly from?: number;
  readonly until?: number;
}

export interface RequestQuery extends RequestFilter {
  /** Rows older than this id. */
  readonly before?: string;
  /** Rows newer than this id: then those that follow it most closely. */
  readonly after?: string;
  /** 1 to 1,000. */
  readonly limit: number;
}

export interface RequestPage {
  /** The newest first. */
  readonly rows: readonly RequestRow[];
  /**
   * How far was looked, where there is more to look at in the same direction: what the next query names. It may stand
   * beyond the last row: so many rows are looked at for one page, and no more.
   */
  readonly next?: string;
}

/** When a row was written, by the database's clock. */
export interface WrittenAt {
  readonly writtenAt: number;
}

export type WrittenRequest = RequestRow & WrittenAt;

/** What of a row the rules for anomalies look at: little, since they look at every row. */
export type RequestTrace = Pick<
  RequestRow,
  "id" | "at" | "projectId" | "keyId" | "status" | "errorCode" | "costMicros" | "address" | "repeats"
>;

/** The request log. Fails with `storage_unavailable`, and then nothing has happened. */
export interface RequestStore {
  /**
   * How much later than its `writtenAt` a row may be seen first, in milliseconds: who follows reads again from that far
   * back. Much where writers end in another order than they begin, little where they take turns.
   */
  readonly seenWithin: number;
  /** Writes rows together. Those whose id is there already stay as they are, so that it can be tried again. */
  insert(rows: readonly NewRequest[]): Promise<void>;
  list(query: RequestQuery): Promise<RequestPage>;
  /** With `projectIds`, one of these projects only: then those of nobody are not found either. */
  find(id: string, projectIds?: readonly string[]): Promise<WholeRequest | undefined>;
  /** Counts requests by span and group. Reads no more than what lies within the spans. Throws `TypeError` for too many. */
  report(query: RequestReportQuery): Promise<RequestReport>;
  /** Those written after a time of the database's clock, in that order; at most `limit`, or a few more. */
  written(after: number, limit: number): Promise<readonly WrittenRequest[]>;
  /** The same rows in the same order, as far as rules look at them. */
  traces(after: number, limit: number): Promise<readonly (RequestTrace & WrittenAt)[]>;
  /** When the last but `rows` was written; `undefined` where there are not so many. */
  rewind(rows: number): Promise<number | undefined>;
  /** Now, by the database's clock. */
  now(): Promise<number>;
  /** Forgets a project's requests (or those of nobody) from before a time, at most `limit`. Gives how many there were. */
  expire(projectId: string | undefined, before: number, limit: number): Promise<number>;
}
