import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent } from "../spec/event.ts";

/** How a stream came to its end. */
export type Settlement =
  | { readonly outcome: "ended"; readonly end: StreamEnd }
  | { readonly outcome: "failed"; readonly error: ParleyError }
  | { readonly outcome: "cancelled" };

const finished = { done: true, value: undefined } as const;

/**
 * A stage's hold on a stream: it sees every event, and `settle` runs exactly once, whatever happens,
 * also when the reader leaves before the first `next()`. On a good end, `settle` is awaited before the
 * reader sees `end`; if it fails, the reader gets its error instead.
 */
export abstract class StreamWrapper implements EventStream {
  readonly #inner: EventStream;
  #settled = false;

  constructor(inner: EventStream) {
    this.#inner = inner;
  }

  /** Called for every event but the `end`. */
  protected abstract see(event: StreamEvent): void;

  protected abstract settle(settlement: Settlement): Promise<void> | void;

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#settled) return finished;
    let result: IteratorResult<StreamEvent, undefined>;
    try {
      result = await this.#inner.next();
      if (result.done === true) throw new ParleyError("upstream_truncated");
    } catch (error) {
      throw await this.#fail(error);
    }
    if (result.value.type !== "end") {
      this.see(result.value);
    } else if (!this.#settled) {
      this.#settled = true;
      await this.settle({ outcome: "ended", end: result.value });
    }
    return result;
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
      await this.settle(error.code === "cancelled" ? { outcome: "cancelled" } : { outcome: "failed", error });
    }
    return error;
  }
}
