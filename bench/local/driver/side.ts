import type { Turn } from "../job.ts";

/** One of the two that are compared. */
export interface Side {
  /** The processes whose CPU and memory are this side's. */
  readonly pids: readonly number[];
  /** Answers to questions, side by side, each of exactly so many tokens. */
  answer(questions: readonly string[], tokens: number): Promise<readonly Turn[]>;
  /** A conversation that begins with an instruction. */
  talk(instruction: string): Talk;
  /** Of a server: milliseconds, the 99th percentile of its loop's delay since this was last asked. */
  loopDelayMs?(): Promise<number>;
  close(): void;
}

/** Asks the next question of a conversation. */
export type Talk = (question: string, tokens: number) => Promise<Turn>;
