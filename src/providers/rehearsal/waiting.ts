import { setImmediate as turn } from "node:timers/promises";
import { ParleyError } from "../../spec/errors.ts";

/** Tokens after which the event loop gets its turn, where no pace is set. */
const TOKENS_PER_TURN = 64;

/** Shortest wait in milliseconds: timers are not finer, so that of a fast pace several tokens go together. */
const SHORTEST_WAIT = 4;

/** Waits, and rejects as soon as the signal is aborted. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Throws `cancelled` when nobody waits any more. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ParleyError("cancelled");
}

/** The result of a promise, or `cancelled` as soon as nobody waits for it. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  // Whatever becomes of a promise that nobody waits for, its rejection has an owner.
  if (signal.aborted) promise.catch(() => undefined);
  throwIfAborted(signal);
  let abort: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new ParleyError("cancelled"));
    signal.addEventListener("abort", abort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** Holds a stream back to its pace. */
export class Pace {
  readonly #sleep: Sleep;
  readonly #signal: AbortSignal;
  readonly #tokenMs: number | undefined;
  /** Milliseconds that are due and not slept yet. */
  #due = 0;
  #tokens = 0;

  /** @param tokensPerSecond Absent: as fast as the reader reads, without any timer. */
  constructor(sleep: Sleep, signal: AbortSignal, tokensPerSecond: number | undefined) {
    this.#sleep = sleep;
    this.#signal = signal;
    this.#tokenMs = tokensPerSecond === undefined ? undefined : 1_000 / tokensPerSecond;
  }

  /** Waits for as long as so many tokens take. */
  async tokens(count: number): Promise<void> {
    if (this.#tokenMs !== undefined) {
      this.#due += count * this.#tokenMs;
      if (this.#due < SHORTEST_WAIT) return;
      const wait = Math.floor(this.#due);
      this.#due -= wait;
      await this.wait(wait);
      return;
    }
    this.#tokens += count;
    if (this.#tokens < TOKENS_PER_TURN) return;
    this.#tokens = 0;
    await turn();
    throwIfAborted(this.#signal);
  }

  /** Waits. Throws `cancelled` at once when nobody waits any more. */
  async wait(ms: number): Promise<void> {
    throwIfAborted(this.#signal);
    try {
      await this.#sleep(ms, this.#signal);
    } catch (cause) {
      throwIfAborted(this.#signal);
      throw new ParleyError("internal", { cause });
    }
  }
}
