import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker, as the first process sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Says something, unless it cannot hear any more. */
  send(message: ToWorker): void;
  kill(): void;
}

export interface WorkerEvents {
  said(message: FromWorker): void;
  /** Exactly once; nothing is said after it. */
  ended(how: string, orderly: boolean): void;
}

/** Starts a worker. */
export type Fork = (events: WorkerEvents) => WorkerProcess;
