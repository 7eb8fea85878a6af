import type { MetricsPart } from "./sum-metrics.ts";

/** What a worker is to do, said once at its start. */
export interface Orders {
  /** The settings' files as the first process read them: a worker that comes later has the same settings. */
  readonly files: ReadonlyMap<string, string>;
  /** Never 0. */
  readonly port: number;
  /** Whether it follows a worker that still serves: then it does not listen for itself, but asks for that one's sockets. */
  readonly follows?: true;
}

/** What the first process says to a worker. */
export type ToWorker =
  | { readonly say: "begin"; readonly orders: Orders }
  | { readonly say: "stop" }
  /** Settings that are sound: to be put into force. */
  | { readonly say: "reload"; readonly files: Orders["files"] }
  /** Another worker waits for the sockets on which this one listens. */
  | { readonly say: "hand_over" }
  /** Comes with a socket, one of so many. */
  | { readonly say: "take"; readonly of: number }
  /** There is no further socket to be had: without any, listen as at a start. */
  | { readonly say: "listen" }
  /** Another one has taken over: end, and refuse nobody who is connected. */
  | { readonly say: "leave" }
  | { readonly say: "give_metrics"; readonly round: number }
  | { readonly say: "all_metrics"; readonly wish: number; readonly parts: readonly MetricsPart[] };

/** What a worker says to the first process. */
export type FromWorker =
  /** It can hear; what was said before is lost. */
  | { readonly say: "hello" }
  | { readonly say: "ready"; readonly url: string; readonly firstKey?: string }
  | { readonly say: "failed"; readonly failure: StartFailure }
  /** All that is missing is the sockets of the worker whom it follows. */
  | { readonly say: "prepared" }
  /** Comes with a socket on which it listens, one of so many; with none where that is 0. */
  | { readonly say: "socket"; readonly of: number }
  | { readonly say: "want_metrics"; readonly wish: number }
  | { readonly say: "metrics"; readonly round: number; readonly part: MetricsPart };

/** Why a worker could not start. */
export interface StartFailure {
  /** For the operator's terminal. */
  readonly message: string;
  /** Whether it will be no better next time: the fault is in the settings or in the data folder. */
  readonly lasting: boolean;
}
