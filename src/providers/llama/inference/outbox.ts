import type { Report, WireEvent } from "./protocol.ts";

/**
 * Milliseconds between two messages: a message for each token would keep both processes busy with messages. The first
 * event after a pause goes at once.
 */
const pause = 5;

/** Collects what happens into few messages. */
export class Outbox {
  readonly #send: (report: Report) => void;
  #events: (readonly [id: number, event: WireEvent])[] = [];
  #waiting = false;

  constructor(send: (report: Report) => void) {
    this.#send = send;
  }

  push(id: number, event: WireEvent): void {
    this.#events.push([id, event]);
    if (this.#waiting) return;
    this.#waiting = true;
    // Two turns on: by then the next batch is with llama.cpp's threads, and the message is written while they work.
    setImmediate(() => setImmediate(() => this.#flush()));
  }

  #flush(): void {
    const events = this.#events;
    this.#events = [];
    this.#waiting = events.length > 0;
    if (!this.#waiting) return;
    this.#send({ kind: "events", events });
    setTimeout(() => this.#flush(), pause);
  }
}
