/** The loads that direct, nginx and Parley carry in turns, as a table. */
import type { LoadJob } from "../load/job.ts";
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
  const chunks = streamChunks(smoke);
  const streamMs = chunks * 50;
  const fewStreams = 20;
  const manyStreams = smoke ? 200 : 1_000;
  return [
    {
      name: "json-closed",
      family: "json",
      title: "JSON, 2 kB there and back, 64 connections in a closed loop",
      unit: "request",
      buffered: true,
      job: { kind: "closed-loop", connections: 64, warmupMs: smoke ? 500 : 3_000, windowMs: smoke ? 1_000 : 5_000 },
    },
    {
      name: "json-open",
      family: "json",
      title: "JSON, 2 kB there and back, 300 requests/s in an open loop",
      unit: "request",
      buffered: true,
      job: { kind: "open-loop", requestsPerSecond: 300, warmupMs: smoke ? 300 : 1_000, windowMs: smoke ? 1_000 : 8_000 },
    },
    {
      name: "sse-few",
      family: "sse",
      title: `SSE, ${fewStreams} streams of ${chunks} chunks at 20 chunks/s`,
      unit: "chunk",
      buffered: false,
      job: { kind: "streams", streams: fewStreams, chunks, warmupMs: streamMs, windowMs: smoke ? 1_000 : 5_000 },
    },
    {
      name: "sse-many",
      family: "sse",
      title: `SSE, ${manyStreams.toLocaleString("en")} streams of ${chunks} chunks at 20 chunks/s`,
      unit: "chunk",
      buffered: false,
      job: { kind: "streams", streams: manyStreams, chunks, warmupMs: streamMs, windowMs: smoke ? 1_000 : 8_000 },
    },
  ];
}

/** JSON events in one stream. */
export function streamChunks(smoke: boolean): number {
  return smoke ? 10 : 100;
}
