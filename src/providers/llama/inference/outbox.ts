import type { Report, WireEvent } from "./protocol.ts";

/**
 * Milliseconds between two messages: a message for each token would keep both processes busy with messages. The first
 * event after a pause goes at once.
 */
const pause = 5;

/** Collects what happens into few messages. */
export class Outbox {
  readonly #send: (report: Report) => void;
  readonly #now: () => number;
  #events: (readonly [id: number, event: WireEvent])[] = [];
  #sentAt = Number.NEGATIVE_INFINITY;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(send: (report: Report) => void, now: () => number) {
    this.#send = send;
    this.#now = now;
  }

  push(id: number, event: WireEvent): void {
    this.#events.push([id, event]);
    if (this.#events.length > 1) return; // it goes with the others
    const rest = this.#sentAt + pause - this.#now();
    // Two turns on: by then the next batch is with llama.cpp's threads, and the message is written while they work.
    if (rest <= 0) setImmediate(() => setImmediate(() => this.#flush()));
    else setTimeout(() => this.#flush(), rest);
  }

  #flush(): void {
    const events = this.#events;
    this.#events = [];
    this.#sentAt = this.#now();
    this.#send({ kind: "events", events });
  }
}
