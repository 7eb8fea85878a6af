import type { Call } from "../spec/call.ts";
import type { CallEnd } from "../spec/call-end.ts";
import type { ParleyError } from "../spec/errors.ts";
import type { Warning } from "../spec/parameters.ts";

/** How a call went. */
export interface CallReport extends CallEnd {
  readonly call: Call;
}

/** How an attempt at one target went. */
export interface AttemptReport {
  readonly call: Call;
  /** From 1, within the call. */
  readonly attempt: number;
  readonly provider: string;
  readonly model: string;
  /** `provider/model`, with `#label` where the provider has several endpoints. */
  readonly target: string;
  readonly outcome: "ended" | "failed" | "cancelled";
  /** Where the outcome is `failed`. */
  readonly error?: ParleyError;
  /** What of the request the target does not obey. */
  readonly warnings?: readonly Warning[];
  /** Micro-units; absent when unknown. */
  readonly costMicros?: number;
}

/** Who watches the calls: metrics, logs. Must not throw and must be quick. */
export interface Observer {
  /** Each attempt, also one that another target made good. */
  attemptEnded(report: AttemptReport): void;
  callEnded(report: CallReport): void;
  /** Budgets that only watch would have refused the call. */
  shadowExceeded(call: Call, budgetIds: readonly string[]): void;
}
