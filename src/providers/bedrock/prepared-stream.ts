import type { EventStream, StreamEvent, Take } from "../../spec/event.ts";

const finished = { done: true, value: undefined } as const;

/** A stream that needs something before it can begin: here a library is loaded and a request signed. */
export class PreparedStream implements EventStream {
  readonly #prepare: () => Promise<EventStream>;
  #stream: EventStream | undefined;
  #left = false;

  /** @param prepare Called once, at the first `next()`; what it throws is thrown there. */
  constructor(prepare: () => Promise<EventStream>) {
    this.#prepare = prepare;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** Not an async function: see `StreamWrapper`. */
  next(take?: Take): Promise<IteratorResult<StreamEvent, undefined>> {
    if (this.#stream !== undefined) return this.#stream.next(take);
    return this.#left ? Promise.resolve(finished) : this.#start();
  }

  return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#left = true;
    return this.#stream?.return() ?? Promise.resolve(finished);
  }

  async #start(): Promise<IteratorResult<StreamEvent, undefined>> {
    try {
      const stream = await this.#prepare();
      if (this.#left) return await stream.return(); // nothing was sent yet
      this.#stream = stream;
    } catch (error) {
      this.#left = true;
      throw error;
    }
    return this.#stream.next();
  }
}
