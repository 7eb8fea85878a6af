import type { Call } from "../spec/call.ts";
import type { ParleyError } from "../spec/errors.ts";
import type { Warning } from "../spec/parameters.ts";
import type { RouteReport } from "../spec/route-report.ts";
import type { Usage } from "../spec/usage.ts";

/** How a call went. */
export interface CallReport {
  readonly call: Call;
  readonly outcome: "ended" | "failed" | "cancelled";
  /** Where the outcome is `failed`. */
  readonly errorCode?: string;
  /** Absent when no target took the call. */
  readonly provider?: string;
  readonly model?: string;
  readonly usage?: Usage;
  /** Milliseconds from the call to its first piece of answer; absent when there was none. */
  readonly firstEventMs?: number;
  readonly durationMs: number;
  /** Which way it went and why, what was not obeyed, and what it cost; absent when it failed before it looked for one. */
  readonly route?: RouteReport;
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
