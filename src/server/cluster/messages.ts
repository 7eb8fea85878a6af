import type { MetricsPart } from "./sum-metrics.ts";

/** What a worker is to do, said once at its start. */
export interface Orders {
  /** The settings' files as the first process read them: a worker that comes later has the same settings. */
  readonly files: ReadonlyMap<string, string>;
  /** Never 0. */
  readonly port: number;
}

/** What the first process says to a worker. */
export type ToWorker =
  | { readonly say: "begin"; readonly orders: Orders }
  | { readonly say: "stop" }
  | { readonly say: "give_metrics"; readonly round: number }
  | { readonly say: "all_metrics"; readonly wish: number; readonly parts: readonly MetricsPart[] };

/** What a worker says to the first process. */
export type FromWorker =
  /** It can hear; what was said before is lost. */
  | { readonly say: "hello" }
  | { readonly say: "ready"; readonly url: string; readonly firstKey?: string }
  | { readonly say: "failed"; readonly failure: StartFailure }
  | { readonly say: "want_metrics"; readonly wish: number }
  | { readonly say: "metrics"; readonly round: number; readonly part: MetricsPart };

/** Why a worker could not start. */
export interface StartFailure {
  /** For the operator's terminal. */
  readonly message: string;
  /** Whether it will be no better next time: the fault is in the settings or in the data folder. */
  readonly lasting: boolean;
}
