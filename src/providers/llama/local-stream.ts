import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";
import type { WireEvent } from "./inference/protocol.ts";
import { fromWire } from "./inference/wire-error.ts";

/** What waits to be read: an event, or how the call failed. */
type Entry = StreamEvent | ParleyError;

const finished = { done: true, value: undefined } as const;

/** Begins a call: events go to `sink`, and what is returned ends it early. */
export type Begin = (sink: (event: WireEvent) => void) => Promise<() => void>;

/**
 * The events of a call to an inference process. Nothing happens before the first `next()`; `return()` and the
 * attempt's signal end the call there at once, also while the model is still being loaded.
 */
export class LocalStream implements EventStream {
  readonly #signal: AbortSignal;
  readonly #begin: Begin;
  readonly #events: Entry[] = [];
  #wake: (() => void) | undefined;
  #end: (() => void) | undefined;
  #begun = false;
  #over = false;

  constructor(signal: AbortSignal, begin: Begin) {
    this.#signal = signal;
    this.#begin = begin;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    if (!this.#over && !this.#begun) this.#start();
    for (;;) {
      if (this.#over) return finished;
      const event = this.#events.shift();
      if (event === undefined) {
        await new Promise<void>((resolve) => (this.#wake = resolve));
        continue;
      }
      if (event instanceof ParleyError || event.type === "end") this.#close();
      if (event instanceof ParleyError) throw event;
      return { done: false, value: event };
    }
  }

  return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#close();
    return Promise.resolve(finished);
  }

  #start(): void {
    this.#begun = true;
    if (this.#signal.aborted) return this.#push(new ParleyError("cancelled"));
    this.#signal.addEventListener("abort", this.#abort, { once: true });
    this.#begin((event) => this.#push(event.type === "error" ? fromWire(event) : event)).then(
      (end) => {
        if (this.#over) end();
        else this.#end = end;
      },
      (error: unknown) =>
        this.#push(error instanceof ParleyError ? error : new ParleyError("internal", { cause: error })),
    );
  }

  readonly #abort = (): void => {
    this.#events.length = 0; // nobody wants what has come
    this.#push(new ParleyError("cancelled"));
  };

  #push(event: Entry): void {
    if (this.#over) return;
    this.#events.push(event);
    this.#wake?.();
  }

  #close(): void {
    this.#over = true;
    this.#signal.removeEventListener("abort", this.#abort);
    this.#end?.();
    this.#end = undefined;
    this.#wake?.();
  }
}
