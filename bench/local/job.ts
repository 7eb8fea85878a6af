/** What the driver is asked to do with both sides, in turns, and what it found. */

/** Several answers at once, each of exactly so many tokens. */
export interface StreamsWork {
  readonly kind: "streams";
  readonly streams: number;
  readonly tokens: number;
}

/** A conversation: so many questions and answers, each with all that went before. */
export interface TalkWork {
  readonly kind: "talk";
  readonly turns: number;
  readonly tokens: number;
}

/** How node-llama-cpp is used directly. */
export interface DirectSetting {
  readonly file: string;
  readonly threads: number;
  readonly sequences: number;
  readonly contextTokens: number;
}

export interface LocalJob {
  readonly direct: DirectSetting;
  readonly parley: {
    readonly port: number;
    readonly apiKey: string;
    readonly model: string;
    /** The server and its children. */
    readonly pids: readonly number[];
  };
  readonly work: StreamsWork | TalkWork;
  /** How often each side has its turn; undisturbed ones, as far as patience allows. */
  readonly pairs: number;
}

export const localSubjects = ["direct", "parley"] as const;
export type LocalSubject = (typeof localSubjects)[number];
export type Both<Value> = Readonly<Record<LocalSubject, Value>>;

/** One side's turn. */
export interface Stint {
  readonly tokens: number;
  readonly windowMs: number;
  /** CPU of this side's processes. */
  readonly cpuMicros: number;
  /** CPU of all programs that are part of neither side. */
  readonly foreignCpuMicros: number;
  /** 99th percentile of the delay of the server's event loop meanwhile; absent where there is no server. */
  readonly loopDelayMs?: number;
}

/** One question of a conversation. */
export interface Turn {
  /** From the question to the first text of its answer. */
  readonly firstMs: number;
  readonly promptTokens: number;
  /** Of these, how many did not have to be evaluated. */
  readonly cachedTokens: number;
}

export interface LocalResult {
  /** Turns of both sides, next to each other in time. */
  readonly pairs: readonly Both<Stint>[];
  /** Of conversations: each one's turns. */
  readonly talks: readonly Both<readonly Turn[]>[];
  /** At the end: PSS where the system tells it, or else RSS. */
  readonly memoryBytes: Both<number>;
}
