import type { ContextReport } from "./context-report.ts";
import type { Finish } from "./finish.ts";
import type { Annotation, Seal } from "./item.ts";
import type { LimitState } from "./limit.ts";
import type { Warning } from "./parameters.ts";
import type { RouteReport } from "./route-report.ts";
import type { UpstreamLimit } from "./upstream-limit.ts";
import type { Usage } from "./usage.ts";

/** One token of the answer with its probability, as the protocol shows it. */
export interface TokenLogprob {
  readonly token: string;
  /** Natural logarithm of the probability, ≤ 0. */
  readonly logprob: number;
  /** UTF-8 bytes of the token. */
  readonly bytes: readonly number[];
  readonly top: readonly {
    readonly token: string;
    readonly logprob: number;
    readonly bytes: readonly number[];
  }[];
}

/** A piece of text of choice `choice` (from 0). */
export interface TextDelta {
  readonly type: "text-delta";
  readonly choice: number;
  readonly text: string;
  readonly logprobs?: readonly TokenLogprob[];
}

export interface RefusalDelta {
  readonly type: "refusal-delta";
  readonly choice: number;
  readonly text: string;
}

export interface ReasoningDelta {
  readonly type: "reasoning-delta";
  readonly choice: number;
  readonly text: string;
}

/** The thought of choice `choice` ends here, and its maker wants `seal` back with it on the next turn. */
export interface ReasoningSeal {
  readonly type: "reasoning-seal";
  readonly choice: number;
  readonly seal: Seal;
}

/** Where some of the text that was written so far comes from. */
export interface AnnotationEvent {
  readonly type: "annotation";
  readonly choice: number;
  readonly annotation: Annotation;
}

/** The model begins call number `index` (from 0) of a tool; its arguments follow as deltas. */
export interface ToolCallStart {
  readonly type: "tool-call-start";
  readonly choice: number;
  readonly index: number;
  readonly callId: string;
  readonly name: string;
  readonly kind: "function" | "custom";
  /** What the maker wants back with the call. */
  readonly seal?: Seal;
}

export interface ToolCallDelta {
  readonly type: "tool-call-delta";
  readonly choice: number;
  readonly index: number;
  readonly text: string;
}

/** Choice `choice` is complete. */
export interface ChoiceFinish {
  readonly type: "choice-finish";
  readonly choice: number;
  readonly finish: Finish;
}

/** The vector of input `index` (from 0). */
export interface EmbeddingEvent {
  readonly type: "embedding";
  readonly index: number;
  readonly vector: Float32Array;
}

/**
 * The fast lane: the upstream's own bytes in the caller's dialect, to be forwarded untouched.
 * Streamed: whole SSE events, never half of one, without the closing `[DONE]`, or
 * `message_stop` where that is the end mark of the dialect.
 * Not streamed: the whole JSON body.
 */
export interface SourceBytes {
  readonly type: "source-bytes";
  readonly bytes: Uint8Array;
  /** Whether a caller would see some of the answer in them; nothing may be retried afterwards. */
  readonly content: boolean;
  /** The answer's media type; with the first bytes of a relayed answer, which then may be anything, cut anywhere. */
  readonly contentType?: string;
}

/** A target has taken the call. The first event of what the engine yields; providers do not send it. */
export interface StreamStart {
  readonly type: "start";
  /** How the caller's limits stand; absent where none applies. */
  readonly limits?: readonly LimitState[];
  /** What of the request the target does not obey; absent when it obeys everything. */
  readonly warnings?: readonly Warning[];
  /** Why the call went to this target. */
  readonly route?: RouteReport;
  /** What was sent of the conversation that the call continues. */
  readonly context?: ContextReport;
  readonly provider: string;
  /** The upstream's name of the model. */
  readonly model: string;
}

/** The answer is complete. The last event of every stream that did not fail. */
export interface StreamEnd {
  readonly type: "end";
  /** The model's name as the upstream says it. */
  readonly model?: string;
  readonly usage?: Usage;
  /** The upstream's id of the call, for looking it up there. */
  readonly upstreamRequestId?: string;
  /** How Parley's account stands there, by the answer's headers. */
  readonly upstreamLimits?: readonly UpstreamLimit[];
}

export type StreamEvent =
  | StreamStart
  | TextDelta
  | RefusalDelta
  | ReasoningDelta
  | ReasoningSeal
  | AnnotationEvent
  | ToolCallStart
  | ToolCallDelta
  | ChoiceFinish
  | EmbeddingEvent
  | SourceBytes
  | StreamEnd;

/**
 * Takes an event in the moment in which it comes, and says whether the next one may come in the same way. Must not
 * throw; never gets the `end`.
 */
export type Take = (event: Exclude<StreamEvent, StreamEnd>) => boolean;

/**
 * A stream of events: exactly one `end`, after which `next` says `done`; or one thrown `ParleyError`.
 *
 * `take` spares a promise for each event at each stage. A stream that can gives it what comes, and resolves with the
 * event after which it said false, which it has had by then, or with the end. Any stream may do as if there were no
 * `take`, at any time, so whoever gives one keeps in mind what it was given.
 *
 * `return()` may come at any moment, also before the first `next()`, and must free everything.
 * That is why wrappers are hand-written iterators: a generator that never started skips its `finally`.
 */
export interface EventStream {
  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>>;
  return(): Promise<IteratorResult<StreamEvent, undefined>>;
  [Symbol.asyncIterator](): EventStream;
}
