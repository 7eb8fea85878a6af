import type { FromWorker, ToWorker } from "./messages.ts";

/** A worker, as the first process sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Says something, unless it cannot hear any more. A socket is given away with it. */
  send(message: ToWorker, socket?: ListeningSocket): void;
  kill(): void;
}

/** What the system listens on: Node's own, of which nothing is known here. */
export interface ListeningSocket {
  close(): void;
}

export interface WorkerEvents {
  /** A socket that comes with it is to be given away, or closed. */
  said(message: FromWorker, socket?: ListeningSocket): void;
  /** Exactly once; nothing is said after it. */
  ended(how: string, orderly: boolean): void;
}

/** Starts a worker. */
export type Fork = (events: WorkerEvents) => WorkerProcess;
