import { setImmediate as turn } from "node:timers/promises";
import { TokenizerThread } from "./tokenizer-thread.ts";
import type { CountLimits, TokenizerAnswers } from "./tokenizer-worker.ts";

/** One token of a text. */
export interface Token {
  readonly id: number;
  /** Its bytes; they may begin or end within a character. */
  readonly bytes: Uint8Array;
  /** The characters that become whole with this token: empty while one is still unfinished. */
  readonly text: string;
}

/**
 * Counts and splits text as OpenAI's models do (o200k_base).
 *
 * Everything in a text is ordinary text: `<|endoftext|>` is counted, not obeyed. Lone surrogates
 * are U+FFFD, as in every UTF-8 encoding. The time is O(n log n); the ids are those of OpenAI's
 * tokenizer, except that a run of more than 32,768 UTF-16 units without any break is cut,
 * which may change the figure by about one token for each cut.
 */
export interface Tokenizer {
  /**
   * Number of tokens of each text. Where a limit is exceeded, counting stops: the list then ends with the
   * text at which that was sure, and its numbers are lower bounds that exceed the limit.
   */
  count(texts: readonly string[], options?: CountOptions): Promise<readonly number[]>;
  /** The tokens of a text; their `text` joined is the text, well-formed. */
  split(text: string, options?: TokenizerCallOptions): Promise<readonly Token[]>;
  /** The text of each list of token ids; `undefined` where an id is no token's. */
  decode(
    lists: readonly (readonly number[])[],
    options?: TokenizerCallOptions,
  ): Promise<readonly (string | undefined)[]>;
  /** Whether the worker thread and its 30 MB are there just now. */
  readonly running: boolean;
  /** Ends the worker; open and later calls are rejected with `shutting_down`. */
  close(): Promise<void>;
}

export interface TokenizerOptions {
  /** Milliseconds without a call after which the worker ends and its memory is given back. Default 8,000: to start again takes a tenth of a second. */
  readonly idleMs?: number;
  /** The worker's module; for tests. */
  readonly worker?: URL;
}

export interface TokenizerCallOptions {
  /** When it is aborted, the call is rejected with `cancelled` and its work is dropped. */
  readonly signal?: AbortSignal;
}

export interface CountOptions extends TokenizerCallOptions, CountLimits {}

/** No token of o200k_base is longer, in bytes (its longest is a run of spaces); a UTF-16 unit has one at least. */
const LONGEST_TOKEN = 128;

/** Tokens after which other work gets its turn: about 10 ms. */
const TOKENS_PER_TURN = 16_384;

/** Also right after `tsc` has turned both files into `.js`. */
const workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./tokenizer-worker.ts" : "./tokenizer-worker.js",
  import.meta.url,
);

/**
 * Makes a tokenizer. Its worker thread starts with the first call (about 75 ms), takes the calls of one
 * turn of the event loop together, works on all open calls by turns in slices of 32,768 UTF-16 units, and never keeps the process alive while nobody waits for an answer.
 * When it crashes, the calls it had are rejected with `internal` and the next call starts another.
 */
export function createTokenizer(options: TokenizerOptions = {}): Tokenizer {
  const thread = new TokenizerThread(options.worker ?? workerUrl, options.idleMs ?? 8_000);
  return {
    async count(texts, { signal, ...limits } = {}) {
      if (texts.length === 0) return [];
      const least = surelyTooMany(texts, limits);
      if (least !== undefined) return least;
      return (await thread.ask({ kind: "count", texts, ...limits }, signal)) as TokenizerAnswers["count"];
    },
    async split(text, { signal } = {}) {
      if (text === "") return [];
      const answer = (await thread.ask({ kind: "split", text }, signal)) as TokenizerAnswers["split"];
      return await toTokens(Buffer.from(text), answer);
    },
    async decode(lists, { signal } = {}) {
      if (lists.length === 0) return [];
      return (await thread.ask({ kind: "decode", lists }, signal)) as TokenizerAnswers["decode"];
    },
    get running() {
      return thread.running;
    },
    close: () => thread.close(),
  };
}

/** Lower bounds, where the lengths alone prove that a limit is exceeded: nothing has to be counted then. */
function surelyTooMany(
  texts: readonly string[],
  { limit = Infinity, limitEach = Infinity }: CountLimits,
): readonly number[] | undefined {
  const least: number[] = [];
  let sum = 0;
  for (const text of texts) {
    const tokens = Math.ceil(text.length / LONGEST_TOKEN);
    least.push(tokens);
    sum += tokens;
    if (sum > limit || tokens > limitEach) return least;
  }
  return undefined;
}

/** Gives each token its bytes, and its text at the last character boundary that it reaches. */
async function toTokens(bytes: Buffer, { ids, ends }: TokenizerAnswers["split"]): Promise<readonly Token[]> {
  const tokens: Token[] = [];
  let start = 0;
  let whole = 0;
  for (const [index, id] of ids.entries()) {
    const end = ends[index]!;
    let boundary = end;
    // 0b10xxxxxx continues a character.
    while (boundary > whole && boundary < bytes.length && (bytes[boundary]! & 0xc0) === 0x80) boundary--;
    tokens.push({ id, bytes: bytes.subarray(start, end), text: bytes.toString("utf8", whole, boundary) });
    start = end;
    whole = boundary;
    if (tokens.length % TOKENS_PER_TURN === 0) await turn();
  }
  return tokens;
}
