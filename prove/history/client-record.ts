/** What a client knows of a call: written down before it goes on. */
export interface ClientRecord {
  /** The client's own name for the call. It travels as `user`, so that the upstream's books have it, too. */
  readonly id: string;
  readonly model: string;
  readonly stream: boolean;
  /** Tokens and milliseconds for each that the upstream was asked for; they decide the answer's text. */
  readonly tokens: number;
  readonly phase: Phase;
  readonly idempotencyKey?: string;
  readonly end: ClientEnd;
}

/**
 * `calm`: nothing but the scenario's own fault; `outage`: asked while the database could not be written;
 * `across`: already running when the fault began.
 */
export type Phase = "calm" | "outage" | "across";

export interface ClientUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** How a call ended as its client saw it. */
export type ClientEnd =
  /** `[DONE]`, or the whole body of a 2xx: the answer is acknowledged. */
  | {
      readonly kind: "whole";
      readonly callId?: string;
      readonly text: string;
      readonly usage?: ClientUsage;
    }
  /** A status of 400 or more, before any of the answer. */
  | {
      readonly kind: "refused";
      readonly callId?: string;
      readonly status: number;
      readonly code?: string;
      readonly shouldRetry?: string;
      readonly retryAfterMs?: number;
    }
  /** An error event, or a connection that broke. */
  | { readonly kind: "broken"; readonly callId?: string; readonly how: "error-event" | "reset" }
  /** A stream without `[DONE]` or a body cut short that ended as if all were well. */
  | { readonly kind: "unclean"; readonly callId?: string }
  /** Nothing came for half a minute, neither answer nor error. */
  | { readonly kind: "hung"; readonly callId?: string }
  /** The client went away on purpose. */
  | { readonly kind: "left"; readonly callId?: string };
