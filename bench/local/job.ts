/** What is asked of a subject whose model is loaded. */

/** Several answers at once, each of exactly so many tokens. */
export interface StreamsWork {
  readonly kind: "streams";
  /** Makes the questions new, so that nobody has their state from an earlier run. */
  readonly label: string;
  readonly streams: number;
  readonly tokens: number;
}

/** A conversation: so many questions and answers, each with all that went before. */
export interface TurnsWork {
  readonly kind: "turns";
  readonly label: string;
  readonly turns: number;
  readonly tokens: number;
}

/** For node-llama-cpp called directly. */
export interface DirectJob {
  readonly file: string;
  readonly threads: number;
  readonly sequences: number;
  readonly contextTokens: number;
  readonly work: StreamsWork | TurnsWork;
}

/** For Parley's client. */
export interface ClientJob {
  readonly port: number;
  readonly apiKey: string;
  readonly model: string;
  /** The server and its children, whose CPU is not a neighbour's and whose memory is read. */
  readonly serverPids: readonly number[];
  readonly work: StreamsWork | TurnsWork;
}

export interface LocalResult {
  readonly windowMs: number;
  /** CPU of the server, or of the process itself where there is none. */
  readonly cpuMicros: number;
  /** CPU of all programs that are not part of the run. */
  readonly foreignCpuMicros: number;
  readonly rssBytes: number;
  readonly pssBytes?: number;
  /** Tokens of all answers. */
  readonly tokens: number;
  /** Of a conversation, one for each turn. */
  readonly turns: readonly Turn[];
}

export interface Turn {
  /** From the question to the first text of its answer. */
  readonly firstMs: number;
  readonly promptTokens: number;
  /** Of these, how many did not have to be evaluated. */
  readonly cachedTokens: number;
}
