/** What the load generator is asked, and what it answers; both travel as JSON between two processes. */

interface CommonJob {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly apiKey: string;
  /** More headers of each request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Processes of the server under test, whose CPU and memory are read; none in a direct run. */
  readonly serverPids: readonly number[];
  readonly mockPids: readonly number[];
  /** Load before the window, in milliseconds. */
  readonly warmupMs: number;
  /** The time in which is measured, in milliseconds. */
  readonly windowMs: number;
}

/** Each connection asks again as soon as it has its answer. */
export interface ClosedLoopJob extends CommonJob {
  readonly kind: "closed-loop";
  readonly connections: number;
}

/** Requests leave at an even rate, whether or not earlier ones were answered. */
export interface OpenLoopJob extends CommonJob {
  readonly kind: "open-loop";
  readonly requestsPerSecond: number;
}

/** A number of streams that are always open: one that ends is followed by the next. */
export interface StreamsJob extends CommonJob {
  readonly kind: "streams";
  readonly streams: number;
  /** JSON events in one stream, at 20 a second. */
  readonly chunks: number;
}

export type LoadJob = ClosedLoopJob | OpenLoopJob | StreamsJob;

/** Of the window only, except where said. */
export interface LoadResult {
  /** Requests answered, or chunks received. */
  readonly units: number;
  readonly windowMs: number;
  /** CPU of the server under test, all processes and threads. */
  readonly serverCpuMicros: number;
  readonly mockCpuMicros: number;
  readonly loadCpuMicros: number;
  /** CPU that processes outside the benchmark used meanwhile; a large one spoils the figures. */
  readonly foreignCpuMicros: number;
  /** Whole answers, or the first byte of streams that began. */
  readonly latency: LatencyResult;
  /** At the end of the window. */
  readonly rssBytes: number;
  readonly pssBytes?: number;
}

export interface LatencyResult {
  readonly count: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}
