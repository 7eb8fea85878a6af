import type { ContextReport } from "./context-report.ts";
import type { RouteReport } from "./route-report.ts";
import type { Usage } from "./usage.ts";

/** How a call went. */
export interface CallEnd {
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
  /** The version of the settings by which it was answered and charged, as the ledger has it. */
  readonly settingsVersion?: string;
  /** Which way it went and why, what was not obeyed, and what it cost; absent when it failed before it looked for one. */
  readonly route?: RouteReport;
  /** What was sent of the conversation that the call continued, and why; absent for a call that stands alone. */
  readonly context?: ContextReport;
}
