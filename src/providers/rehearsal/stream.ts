import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";

const finished = { done: true, value: undefined } as const;

/**
 * Makes a well-behaved stream of a generator. A generator alone would not do: its `return()` waits until the
 * `next()` before it has ended, which for a model that sleeps is far too late. Nothing is held before the
 * first `next()`.
 */
export class RehearsalStream implements EventStream {
  readonly #outer: AbortSignal;
  readonly #inner = new AbortController();
  readonly #abort = (): void => this.#inner.abort();
  readonly #events: AsyncGenerator<StreamEvent, void>;
  #begun = false;
  #over = false;

  /**
   * @param signal The attempt's: when it is aborted, the stream ends with `cancelled`.
   * @param begin Gets a signal that is also aborted when the reader leaves.
   */
  constructor(signal: AbortSignal, begin: (signal: AbortSignal) => AsyncGenerator<StreamEvent, void>) {
    this.#outer = signal;
    this.#events = begin(this.#inner.signal);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#over) return finished;
    if (!this.#begun) {
      this.#begun = true;
      this.#outer.addEventListener("abort", this.#abort, { once: true });
    }
    try {
      if (this.#outer.aborted) throw new ParleyError("cancelled");
      const result = await this.#events.next();
      if (result.done !== true) {
        if (result.value.type === "end") this.#close();
        return result;
      }
    } catch (error) {
      this.#close();
      throw error;
    }
    this.#close();
    return finished;
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (!this.#over) {
      this.#close();
      await this.#events.return();
    }
    return finished;
  }

  #close(): void {
    this.#over = true;
    this.#inner.abort();
    this.#outer.removeEventListener("abort", this.#abort);
  }
}
