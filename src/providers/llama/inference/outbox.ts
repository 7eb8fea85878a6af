import type { Report, WireEvent } from "./protocol.ts";

/** Collects what happens in one turn of the event loop into one message: a token each would be a message too many. */
export class Outbox {
  readonly #send: (report: Report) => void;
  #events: (readonly [id: number, event: WireEvent])[] = [];

  constructor(send: (report: Report) => void) {
    this.#send = send;
  }

  push(id: number, event: WireEvent): void {
    if (this.#events.length === 0) setImmediate(() => this.#flush());
    this.#events.push([id, event]);
  }

  #flush(): void {
    const events = this.#events;
    this.#events = [];
    this.#send({ kind: "events", events });
  }
}
