import { getCompileCacheDir } from "node:module";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { ParleyError } from "../spec/errors.ts";
import type { TokenizerAnswer, TokenizerAnswers, TokenizerJob } from "./tokenizer-worker.ts";

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
 * tokenizer, except that a run of more than 262,144 UTF-16 units without any break is cut,
 * which may change the figure by about one token for each cut.
 */
export interface Tokenizer {
  /** Number of tokens of each text. */
  count(texts: readonly string[]): Promise<readonly number[]>;
  /** The tokens of a text; their `text` joined is the text, well-formed. */
  split(text: string): Promise<readonly Token[]>;
  /** The text of each list of token ids; `undefined` where an id is no token's. */
  decode(lists: readonly (readonly number[])[]): Promise<readonly (string | undefined)[]>;
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

/** Tokens after which other work gets its turn: about 10 ms. */
const TOKENS_PER_TURN = 16_384;

interface Waiting {
  readonly job: TokenizerJob;
  resolve(answer: TokenizerAnswer): void;
  reject(error: ParleyError): void;
}

/** Also right after `tsc` has turned both files into `.js`. */
const workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./tokenizer-worker.ts" : "./tokenizer-worker.js",
  import.meta.url,
);

/**
 * Makes a tokenizer. Its worker thread starts with the first call (about 75 ms), takes the calls of one
 * turn of the event loop together, and never keeps the process alive while nobody waits for an answer.
 * When it crashes, the calls it had are rejected with `internal` and the next call starts another.
 */
export function createTokenizer(options: TokenizerOptions = {}): Tokenizer {
  const thread = new TokenizerThread(options.worker ?? workerUrl, options.idleMs ?? 8_000);
  return {
    async count(texts) {
      if (texts.length === 0) return [];
      return (await thread.ask({ kind: "count", texts })) as TokenizerAnswers["count"];
    },
    async split(text) {
      if (text === "") return [];
      const answer = (await thread.ask({ kind: "split", text })) as TokenizerAnswers["split"];
      return await toTokens(Buffer.from(text), answer);
    },
    async decode(lists) {
      if (lists.length === 0) return [];
      return (await thread.ask({ kind: "decode", lists })) as TokenizerAnswers["decode"];
    },
    get running() {
      return thread.running;
    },
    close: () => thread.close(),
  };
}

/**
 * The worker's whole environment: the process's compile cache where it has one, which spares the worker
 * the machinery that strips types (12 MB, 40 ms). Nothing else of the environment concerns it.
 */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: folder };
}

/** Owns the worker: starts, feeds and ends it. */
class TokenizerThread {
  readonly #url: URL;
  readonly #idleMs: number;
  #worker: Worker | undefined;
  /** Asked in this turn, not sent yet. */
  #queue: Waiting[] = [];
  /** Sent and not answered: batches in the order in which they went. */
  #sent: Waiting[][] = [];
  #idle: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(url: URL, idleMs: number) {
    this.#url = url;
    this.#idleMs = idleMs;
  }

  get running(): boolean {
    return this.#worker !== undefined;
  }

  ask(job: TokenizerJob): Promise<TokenizerAnswer> {
    if (this.#closed) return Promise.reject(new ParleyError("shutting_down"));
    return new Promise((resolve, reject) => {
      if (this.#queue.push({ job, resolve, reject }) === 1) setImmediate(() => this.#send());
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#end(new ParleyError("shutting_down"));
  }

  #send(): void {
    const batch = this.#queue;
    this.#queue = [];
    if (batch.length === 0) return;
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    // Somebody waits now: without this, a program that only awaits an answer would exit first.
    worker.ref();
    this.#sent.push(batch);
    worker.postMessage(batch.map((waiting) => waiting.job));
  }

  #start(): Worker {
    // Not the process's own flags: with `--eval` or `--input-type` among them a worker does not start.
    const worker = new Worker(this.#url, {
      name: "tokenizer",
      execArgv: [],
      env: compileCache(),
      // What it makes is gone at once or stays for good: room for more young objects would only be kept.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    worker.on("message", (answers: readonly TokenizerAnswer[]) => {
      for (const [index, waiting] of (this.#sent.shift() ?? []).entries()) waiting.resolve(answers[index]!);
      if (this.#sent.length === 0) this.#rest(worker);
    });
    let cause: unknown;
    worker.on("error", (error) => (cause = error));
    worker.on("exit", () => {
      if (this.#worker === worker) void this.#end(new ParleyError("internal", { cause }));
    });
    return worker;
  }

  /** Nobody waits: let the process end, and the worker after a while. */
  #rest(worker: Worker): void {
    worker.unref();
    this.#idle = setTimeout(() => void this.#end(new ParleyError("internal")), this.#idleMs).unref();
  }

  /** Ends the worker and whoever still waits for it. Calls that were not sent yet start another. */
  async #end(error: ParleyError): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    const lost = this.#closed ? [...this.#sent.flat(), ...this.#queue.splice(0)] : this.#sent.flat();
    this.#worker = undefined;
    this.#sent = [];
    for (const waiting of lost) waiting.reject(error);
    await worker?.terminate();
  }
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
