import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent, Take } from "../spec/event.ts";

/** How a stream came to its end. */
export type Settlement =
  | { readonly outcome: "ended"; readonly end: StreamEnd }
  | { readonly outcome: "failed"; readonly error: ParleyError }
  /** `error` when the reader waited for something, and not when it just left. */
  | { readonly outcome: "cancelled"; readonly error?: ParleyError };

const finished = { done: true, value: undefined } as const;

/**
 * A stage's hold on a stream: it sees every event, and `settle` runs exactly once, whatever happens,
 * also when the reader leaves before the first `next()`. On a good end, `settle` is awaited before the
 * reader sees `end`; if it fails, the reader gets its error instead.
 */
export abstract class StreamWrapper implements EventStream {
  readonly #inner: EventStream;
  #settled = false;
  /** Who reads without a promise for each event. */
  #taker: Take | undefined;
  /** The event that `#pass` gets next was seen already, and taken. */
  #taken = false;
  #trouble: { readonly error: unknown } | undefined;

  constructor(inner: EventStream) {
    this.#inner = inner;
  }

  /** Called for every event but the `end`. */
  protected abstract see(event: StreamEvent): void;

  protected abstract settle(settlement: Settlement): Promise<void> | void;

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async function: on its way to the caller every event passes here, and a `then` costs half as much. */
  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#settled) return Promise.resolve(finished);
    this.#taker = take;
    return this.#inner.next(take === undefined ? undefined : this.#take).then(this.#pass, this.#refuse);
  }

  /** As `#pass`, in the moment in which an event comes. What is wrong with it is said there. */
  readonly #take: Take = (event) => {
    if (this.#settled) return false;
    try {
      this.see(event);
      if (this.#taker?.(event) === true) return true;
    } catch (error) {
      this.#trouble = { error };
    }
    this.#taken = true;
    return false;
  };

  readonly #pass = (
    result: IteratorResult<StreamEvent, undefined>,
  ): IteratorResult<StreamEvent, undefined> | Promise<IteratorResult<StreamEvent, undefined>> => {
    // What comes after the reader has left is nobody's any more.
    if (this.#settled) return finished;
    if (result.done === true) return this.#refuse(new ParleyError("upstream_truncated"));
    if (result.value.type === "end") return this.#end(result.value);
    if (this.#taken) return this.#passTaken(result);
    try {
      this.see(result.value);
    } catch (error) {
      return this.#giveUp(error);
    }
    return result;
  };

  #passTaken(
    result: IteratorResult<StreamEvent, undefined>,
  ): IteratorResult<StreamEvent, undefined> | Promise<never> {
    this.#taken = false;
    return this.#trouble === undefined ? result : this.#giveUp(this.#trouble.error);
  }

  /** The fault is this stage's, or its reader's: those inside have not heard of it. */
  async #giveUp(cause: unknown): Promise<never> {
    await this.#inner.return().catch(() => undefined); // there is an error to be told already
    throw await this.#fail(cause);
  }

  readonly #refuse = async (error: unknown): Promise<never> => {
    throw await this.#fail(error);
  };

  async #end(end: StreamEnd): Promise<IteratorResult<StreamEvent, undefined>> {
    if (!this.#settled) {
      this.#settled = true;
      await this.settle({ outcome: "ended", end });
    }
    return { done: false, value: end };
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (!this.#settled) {
      this.#settled = true;
      try {
        await this.#inner.return();
      } finally {
        await this.settle({ outcome: "cancelled" });
      }
    }
    return finished;
  }

  async #fail(cause: unknown): Promise<ParleyError> {
    const error = cause instanceof ParleyError ? cause : new ParleyError("internal", { cause });
    if (!this.#settled) {
      this.#settled = true;
      await this.settle({ outcome: error.code === "cancelled" ? "cancelled" : "failed", error });
    }
    return error;
  }
}
