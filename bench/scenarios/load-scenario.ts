/** The loads that direct, nginx and Parley carry in turns, as a table. */
import type { LoadJob } from "../load/job.ts";
import { CHUNK_INTERVAL_MS } from "../mock/pacer.ts";
import type { Family } from "../options.ts";

export const loadScenarioNames = ["json-closed", "json-open", "sse-few", "sse-many"] as const;
export type LoadScenarioName = (typeof loadScenarioNames)[number];

/** Omit, applied to each member of a union by itself. */
type OmitEach<Union, Keys extends PropertyKey> = Union extends unknown ? Omit<Union, Keys> : never;

export type JobShape = OmitEach<LoadJob, "port" | "apiKey" | "serverPids" | "mockPids">;

export interface LoadScenario {
  readonly name: LoadScenarioName;
  readonly family: Family;
  readonly title: string;
  /** What CPU is counted per. */
  readonly unit: "request" | "chunk";
  /** Whether nginx may collect an answer before it sends it on. */
  readonly buffered: boolean;
  readonly job: JobShape;
}

/** @param smoke gives loads that are too short to be judged. */
export function loadScenarios(smoke: boolean): LoadScenario[] {
  return [
    ...jsonScenarios(smoke),
    streamScenario("sse-few", 20, smoke),
    streamScenario("sse-many", smoke ? 200 : 1_000, smoke),
  ];
}

function jsonScenarios(smoke: boolean): LoadScenario[] {
  const common = { family: "json", unit: "request", buffered: true } as const;
  // V8 compiles some 30,000 calls long: until then one costs up to twice as much, which is a process's first ten seconds.
  const closed = smoke ? { warmupMs: 500, windowMs: 1_000 } : { warmupMs: 10_000, windowMs: 5_000 };
  const open = smoke ? { warmupMs: 300, windowMs: 1_000 } : { warmupMs: 1_000, windowMs: 8_000 };
  return [
    {
      ...common,
      name: "json-closed",
      title: "JSON, 2 kB there and back, 64 connections in a closed loop",
      job: { kind: "closed-loop", connections: 64, ...closed },
    },
    {
      ...common,
      name: "json-open",
      title: "JSON, 2 kB there and back, 300 requests/s in an open loop",
      job: { kind: "open-loop", requestsPerSecond: 300, ...open },
    },
  ];
}

function streamScenario(name: LoadScenarioName, streams: number, smoke: boolean): LoadScenario {
  const chunks = streamChunks(smoke);
  return {
    name,
    family: "sse",
    title: `SSE, ${streams.toLocaleString("en")} streams of ${chunks} chunks at 20 chunks/s`,
    unit: "chunk",
    buffered: false,
    // The warm-up is as long as one stream: see load/streams.ts.
    job: {
      kind: "streams",
      streams,
      chunks,
      warmupMs: chunks * CHUNK_INTERVAL_MS,
      windowMs: smoke ? 1_000 : 8_000,
    },
  };
}

/** JSON events in one stream. */
export function streamChunks(smoke: boolean): number {
  return smoke ? 10 : 100;
}
