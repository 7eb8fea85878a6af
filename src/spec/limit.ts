/** Whose calls are counted together. A model is named as callers name it. */
export type LimitSubject =
  | { readonly type: "installation" }
  | { readonly type: "project"; readonly id: string }
  | { readonly type: "key"; readonly id: string }
  | { readonly type: "model"; readonly id: string };

export type LimitKind =
  | "requests_per_minute"
  | "tokens_per_minute"
  | "concurrent_calls"
  | "concurrent_streams";

/** How much the calls of a subject may do at a time. */
export interface Limit {
  /** `lim_` and 32 hexadecimal digits. */
  readonly id: string;
  readonly subject: LimitSubject;
  readonly kind: LimitKind;
  /** ≥ 1. */
  readonly amount: number;
  readonly createdAt: number;
}

/** What a call asks of one limit. */
export interface Demand {
  readonly limitId: string;
  readonly kind: LimitKind;
  readonly amount: number;
  /** 1 for requests and concurrency; for tokens an estimate, at most `amount`. */
  readonly cost: number;
}

/** A limit after a call was judged. */
export interface LimitState {
  readonly limitId: string;
  readonly kind: LimitKind;
  readonly amount: number;
  /** ≥ 0. */
  readonly remaining: number;
  /** Milliseconds until all of it is there again; 0 for concurrency, which nobody can foretell. */
  readonly resetMs: number;
}

export type Entered =
  | { readonly entered: true; readonly states: readonly LimitState[] }
  | {
      readonly entered: false;
      readonly limitId: string;
      /** Milliseconds after which the call would fit, if nobody else came; ≥ 1. */
      readonly retryAfterMs: number;
      readonly states: readonly LimitState[];
    };

/** A call that was let in, and now ends. */
export interface Leaving {
  readonly callId: string;
  readonly demands: readonly Demand[];
  /** Tokens that it really used; absent when unknown: then the estimate stays. */
  readonly tokens?: number;
}

export interface LimitStore {
  /** Replaces the limit of the same subject and kind. Gives the one that is now in force. */
  set(limit: Limit): Promise<Limit>;
  /** Says whether it was there. */
  remove(id: string): Promise<boolean>;
  list(): Promise<readonly Limit[]>;
  /**
   * Lets the call in if it fits all of its limits, and otherwise takes from none of them. `demands` are sorted by limit.
   * Rates are counted by the generic cell rate algorithm (ITU-T I.371), with a burst of one minute, by the database's clock.
   */
  enter(callId: string, instanceId: string, demands: readonly Demand[]): Promise<Entered>;
  /** Gives back its places, and corrects the tokens. */
  leave(leaving: Leaving): Promise<void>;
}
