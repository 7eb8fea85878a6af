import type { BudgetUnit } from "./budget.ts";
import type { Task } from "./call.ts";
import type { Usage } from "./usage.ts";

/**
 * `dispatched` when the attempt's row and its reservations are durable, before a byte goes upstream; `streaming` once
 * some of the answer was noted; then `settled`. `never_sent` when the upstream heard nothing of it; `interrupted` when
 * the process died over it, its usage bounded; `recovered` when the upstream told the truth afterwards.
 */
export type AttemptState =
  | "dispatched"
  | "streaming"
  | "settled"
  | "never_sent"
  | "interrupted"
  | "recovered";

/** How the answer ended for its caller. */
export type AttemptOutcome = "ended" | "failed" | "cancelled";

/** An amount to be set aside from a budget, in the budget's unit; an integer ≥ 0. */
export interface Hold {
  readonly budgetId: string;
  readonly amount: number;
  readonly unit: BudgetUnit;
}

/** An amount that was set aside, and in which of the budget's windows: by the clock of the database. */
export interface PlacedHold extends Hold {
  readonly window: string;
}

/** What a hold turned into: `amount` was reserved, `spent` is the truth, or what is taken for it. */
export interface Charge extends PlacedHold {
  readonly spent: number;
}

/** What is known of an attempt before it begins: its cost in micro-units and its tokens are at most these. */
export interface AttemptBounds {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costMicros?: number;
}

/** An attempt when it is opened: the row is durable before a byte goes upstream. */
export interface AttemptOpening {
  /** Begins with the time, see `timeOrderedId`: rows of a time then lie together. */
  readonly callId: string;
  /** From 1. An attempt is known by its call and this number. */
  readonly attempt: number;
  /** The process that makes the attempt, see `InstanceStore`. */
  readonly instanceId: string;
  readonly projectId: string;
  readonly keyId?: string;
  readonly kind: Task["kind"];
  readonly provider: string;
  readonly model: string;
  /** Which settings were in force. */
  readonly settingsVersion: string;
  /** The list of prices by which the attempt is charged; absent where its price is unknown. */
  readonly priceVersion?: string;
  readonly atMost: AttemptBounds;
  readonly openedAt: number;
  /** Sorted by budget. */
  readonly holds: readonly Hold[];
}

/** Whether the attempt may go ahead. */
export type Opened =
  | {
      readonly opened: true;
      readonly holds: readonly PlacedHold[];
      /** Shadow budgets that would have refused it. */
      readonly exceeded: readonly string[];
    }
  | {
      readonly opened: false;
      readonly budgetId: string;
      /** Whether it is refused for good: otherwise only what others have set aside stands in its way. */
      readonly exhausted: boolean;
      /** What is not spent, in the budget's unit; may be negative. */
      readonly unspent: number;
      /** What is neither spent nor set aside. */
      readonly left: number;
    };

/** How far an answer came: bytes handed on, and pieces, of which each has at least one token. */
export interface Forwarded {
  readonly bytes: number;
  readonly pieces: number;
}

/** Where the truth lies when nobody told it. */
export interface AttemptEstimate {
  readonly outputTokensMin: number;
  readonly outputTokensMax?: number;
  readonly costMicrosMin?: number;
  readonly costMicrosMax?: number;
}

/** How an attempt ended: written before the caller sees the end of the answer. */
export interface AttemptEnding {
  readonly callId: string;
  readonly attempt: number;
  readonly state: "settled" | "never_sent" | "interrupted" | "recovered";
  readonly outcome: AttemptOutcome;
  /** What the upstream said; with `estimate`, what is taken for it. */
  readonly usage?: Usage;
  /** Micro-units; absent when unknown. */
  readonly costMicros?: number;
  /** Present when usage and cost are no more than an estimate within these bounds. */
  readonly estimate?: AttemptEstimate;
  readonly forwarded: Forwarded;
  readonly errorCode?: string;
  readonly upstreamRequestId?: string;
  readonly endedAt: number;
  /** One for each hold that was placed. */
  readonly charges: readonly Charge[];
}

/** An attempt under way has come so far. */
export interface AttemptProgress {
  readonly callId: string;
  readonly attempt: number;
  readonly forwarded: Forwarded;
}

export interface AttemptRow extends Omit<AttemptOpening, "holds"> {
  readonly state: AttemptState;
  readonly outcome?: AttemptOutcome;
  readonly usage: Usage;
  readonly costMicros?: number;
  readonly estimate?: AttemptEstimate;
  readonly forwarded?: Forwarded;
  readonly errorCode?: string;
  readonly upstreamRequestId?: string;
  readonly endedAt?: number;
}

/** An attempt that has not ended, with what it holds. */
export interface OpenAttempt extends AttemptRow {
  readonly holds: readonly PlacedHold[];
}

export interface LedgerStore {
  /** Sets aside what the attempt holds and writes its row: both, or nothing. Resolves when that is durable. */
  open(opening: AttemptOpening): Promise<Opened>;
  /** Notes how far attempts have come. Those that have ended meanwhile are left alone. */
  progress(attempts: readonly AttemptProgress[]): Promise<void>;
  /**
   * Ends the attempt, gives back what it reserved and charges what it spent: all, or nothing. Resolves when that is
   * durable. An attempt that ended as an estimate may be settled again, with the truth: charges are then corrected. So
   * may one that somebody else has closed as `interrupted` or `recovered`, by who has seen its answer `ended` with its
   * usage. `late` for any other attempt that has ended: nothing is changed then.
   * Rejects with `TypeError` for an attempt that was never opened.
   */
  settle(ending: AttemptEnding): Promise<"settled" | "late">;
  /** Newest calls first, and of a call its last attempt. `after` continues where a list ended. */
  list(filter: LedgerFilter): Promise<readonly AttemptRow[]>;
}

export interface LedgerFilter {
  readonly callId?: string;
  readonly after?: { readonly callId: string; readonly attempt: number };
  readonly limit: number;
}
