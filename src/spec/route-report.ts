import type { ErrorCode } from "./errors.ts";
import type { Warning } from "./parameters.ts";

/** One attempt of a call, as its route saw it. */
export interface RouteAttempt {
  /** `provider/model`, with `#label` where the provider has several endpoints. */
  readonly target: string;
  /** Why it did not take the call; absent for the one that did, and for one under way. */
  readonly error?: ErrorCode;
  /** It began while another attempt was under way. */
  readonly hedge?: true;
  /** Another attempt was quicker, and this one was given up. */
  readonly slower?: true;
}

/** When something became of an attempt, in milliseconds since its call was routed. What is absent has not happened yet. */
export interface AttemptTimes {
  readonly begun: number;
  /** The first piece of its answer had come; absent where there was none. */
  readonly first?: number;
  readonly ended?: number;
  /** Micro-units; absent while, or where, nobody knows. */
  readonly costMicros?: number;
}

/**
 * Why a call went where it went. It grows while the call is under way: whoever keeps it sees the cost once the attempts
 * are settled. There is no host, no key and no word of the caller in it.
 */
export interface RouteReport {
  /** All of it in short, for people: printable ASCII, at most 500 characters. */
  readonly text: string;
  /** How the targets were put in order. */
  readonly strategy: string;
  /** Targets that could take the call, in the order in which they were to be tried. */
  readonly considered: readonly string[];
  /** Targets that could not, each with the condition that failed. */
  readonly skipped: readonly { readonly target: string; readonly why: string }[];
  /** The target that answered; `undefined` when none did, or not yet. */
  readonly chosen: string | undefined;
  readonly attempts: readonly RouteAttempt[];
  /** Of each attempt, in the same order; absent where nobody noted them. */
  readonly times?: readonly AttemptTimes[];
  /** Milliseconds until the last attempt began: what the targets before it took. */
  readonly waitedMs: number;
  /** Micro-units of all attempts together; `undefined` when it is not known of one of them, or not yet. */
  readonly costMicros: number | undefined;
  /** What of the request the chosen target does not obey; `undefined` when it obeys everything. */
  readonly warnings: readonly Warning[] | undefined;
  /** The answer is that of another call, which asked the same at the same time: this one made no attempt of its own. */
  readonly shared?: true;
}
