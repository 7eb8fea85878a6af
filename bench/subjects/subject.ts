/** What is measured: a way from the load generator to the mock upstream. */
import type { Cleanup } from "../lib/cleanup.ts";
import type { Cores } from "../lib/cores.ts";

export const subjectNames = ["direct", "nginx", "bare", "portkey", "parley"] as const;
export type SubjectName = (typeof subjectNames)[number];

export interface Subject {
  readonly name: SubjectName;
  /** On 127.0.0.1. */
  readonly port: number;
  /** Sent with each request; direct and nginx get one of the same length that nobody checks. */
  readonly apiKey: string;
  /** More that each request must say, such as where to go. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The processes whose CPU and memory count, as of now. */
  serverPids(): number[];
  /** How its process ended, should it have done so by itself. */
  epitaph(): string | undefined;
  stop(): Promise<void>;
}

/** What a subject needs to start. */
export interface Surroundings {
  readonly mockPort: number;
  /** An existing empty folder of its own, removed at the end. */
  readonly folder: string;
  readonly cores: Cores;
  readonly cleanup: Cleanup;
}
