import type { Phase } from "../history/client-record.ts";

/** A call that a client shall make. */
export interface Question {
  readonly id: string;
  /** A model in the settings. */
  readonly model: string;
  readonly stream: boolean;
  /** Words of the question. */
  readonly words: number;
  /** Tokens of the answer, and milliseconds for each. */
  readonly tokens: number;
  readonly pauseMs: number;
  readonly phase: Phase;
  readonly idempotencyKey?: string;
  /** Goes away after that many pieces of a stream. */
  readonly leaveAfter?: number;
}
