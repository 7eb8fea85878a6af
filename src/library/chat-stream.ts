import { ParleyError } from "../spec/errors.ts";
import type { EventStream } from "../spec/event.ts";
import type { ChatEvent } from "./answer.ts";

const finished = { done: true, value: undefined } as const;

/**
 * A streamed answer, to be read with `for await`. Leaving the loop early cancels the call upstream.
 * The call begins when the first event is asked for.
 */
export class ChatStream implements AsyncIterableIterator<ChatEvent, undefined> {
  readonly #start: () => Promise<EventStream>;
  readonly #ended: () => void;
  #stream: Promise<EventStream> | undefined;

  /** `ended` is called when the answer is complete. */
  constructor(start: () => Promise<EventStream>, ended: () => void = () => undefined) {
    this.#start = start;
    this.#ended = ended;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ChatEvent, undefined>> {
    const stream = await (this.#stream ??= this.#start());
    const result = await stream.next();
    if (result.done === true) return finished;
    const event = result.value;
    if (event.type === "source-bytes" || event.type === "embedding")
      throw new ParleyError("upstream_invalid");
    if (event.type === "end") this.#ended();
    return { done: false, value: event };
  }

  async return(): Promise<IteratorResult<ChatEvent, undefined>> {
    const started = this.#stream;
    this.#stream = Promise.resolve(over);
    await (await started)?.return();
    return finished;
  }
}

/** What is left of a stream that nobody reads any more. */
const over: EventStream = {
  next: () => Promise.resolve(finished),
  return: () => Promise.resolve(finished),
  [Symbol.asyncIterator]: () => over,
};
