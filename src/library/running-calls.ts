import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEvent } from "../spec/event.ts";
import { inOwnWords } from "./own-words.ts";

type Result = IteratorResult<StreamEvent, undefined>;

/** What is under way, so that closing can end it and wait for it before the database goes. */
export class RunningCalls {
  readonly #calls = new Set<RunningCall>();
  readonly #work = new Set<Promise<unknown>>();
  #closed = false;

  /** Runs a call. `start` gets the signal that ends it: the caller's, or ours when everything is closed. */
  async run(
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<EventStream>,
  ): Promise<EventStream> {
    this.#refuseIfClosed();
    const call = new RunningCall(signal, () => this.#calls.delete(call));
    this.#calls.add(call);
    await call.begin(start);
    return call;
  }

  /** Does something short, which is waited for. */
  async work<T>(task: () => Promise<T>): Promise<T> {
    this.#refuseIfClosed();
    const working = task();
    this.#work.add(working);
    try {
      return await working;
    } finally {
      this.#work.delete(working);
    }
  }

  /** Takes no new calls, and ends the open ones: they fail as `cancelled`. Resolves when all have settled. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled([...this.#work, ...[...this.#calls].map((call) => call.cancel())]);
  }

  #refuseIfClosed(): void {
    if (this.#closed) throw new TypeError("this Parley is closed");
  }
}

/** A call from its beginning to its settlement; once begun, the stream of its events. */
class RunningCall implements EventStream {
  readonly #controller = new AbortController();
  readonly #signal: AbortSignal | undefined;
  readonly #left: () => void;
  #inner: EventStream | undefined;
  /** What somebody waits for: the beginning, an event, or the end after leaving early. */
  #pending: Promise<unknown> | undefined;
  #state: "open" | "cancelled" | "over" = "open";

  /** `left` is told when nothing is left to be done. */
  constructor(signal: AbortSignal | undefined, left: () => void) {
    this.#signal = signal;
    this.#left = left;
    if (signal?.aborted === true) this.#abort();
    else signal?.addEventListener("abort", this.#abort, { once: true });
  }

  async begin(start: (signal: AbortSignal) => Promise<EventStream>): Promise<void> {
    const { signal } = this.#controller;
    const starting = start(signal);
    this.#pending = starting;
    try {
      const stream = await starting;
      if (signal.aborted) {
        await stream.return();
        throw new ParleyError("cancelled");
      }
      this.#inner = stream;
    } catch (cause) {
      this.#leave();
      throw this.#state === "cancelled" ? new ParleyError("cancelled", { cause }) : inOwnWords(cause);
    }
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    if (this.#state === "cancelled") return Promise.reject(new ParleyError("cancelled"));
    if (this.#inner === undefined) return Promise.resolve(finished);
    const pending = this.#inner.next().then(this.#pass, this.#fail);
    this.#pending = pending;
    return pending;
  }

  return(): Promise<Result> {
    if (this.#state === "open") this.#state = "over";
    const leaving = (this.#inner?.return() ?? Promise.resolve(finished)).finally(() => this.#leave());
    this.#pending = leaving;
    return leaving;
  }

  /** Ends the call from our side. Resolves, always, when it has settled. */
  async cancel(): Promise<void> {
    if (this.#state === "open") this.#state = "cancelled";
    this.#abort();
    await Promise.allSettled([this.#pending]);
    // Nobody may be reading any more: then this settles it.
    await Promise.allSettled([this.#inner?.return()]);
    this.#leave();
  }

  readonly #abort = (): void => this.#controller.abort();

  readonly #pass = (result: Result): Result => {
    if (result.done === true || result.value.type === "end") {
      this.#state = "over";
      this.#leave();
    }
    return result;
  };

  readonly #fail = (error: unknown): never => {
    if (this.#state === "open") this.#state = "over";
    this.#leave();
    throw inOwnWords(error);
  };

  #leave(): void {
    this.#signal?.removeEventListener("abort", this.#abort);
    this.#left();
  }
}

const finished = { done: true, value: undefined } as const;
