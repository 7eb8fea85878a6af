import type { EventStream, StreamEvent, StreamStart } from "../../spec/event.ts";
import type { RouteReport } from "../../spec/route-report.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { Flight, Reader } from "./flight.ts";

const finished = { done: true, value: undefined } as const;

/** What a caller reads of a flight, which it joins at once. */
export class FollowerStream implements EventStream, Reader {
  readonly #flight: Flight;
  readonly #signal: AbortSignal;
  /** Whether another call pays for the answer. */
  readonly #shared: boolean;
  /** Asks for this caller alone, where the answer of the others is no answer to it; `undefined`: it is. */
  readonly #alone: (error: ParleyError) => EventStream | undefined;
  position = 0;
  #own: EventStream | undefined;
  #waiting: (() => void) | undefined;
  #over = false;

  constructor(
    flight: Flight,
    signal: AbortSignal,
    shared: boolean,
    alone: (error: ParleyError) => EventStream | undefined,
  ) {
    this.#flight = flight;
    this.#signal = signal;
    this.#shared = shared;
    this.#alone = alone;
    signal.addEventListener("abort", this.#leaving, { once: true });
    flight.join(this);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  wake(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  async next(): Promise<IteratorResult<StreamEvent, undefined>> {
    for (;;) {
      if (this.#own !== undefined) return this.#own.next();
      if (this.#over) return finished;
      if (this.#signal.aborted) {
        await this.return();
        throw new ParleyError("cancelled");
      }
      const event = this.#take();
      if (event === null) return finished;
      if (event !== undefined) return { done: false, value: this.#told(event) };
      if (this.#own !== undefined) continue;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }

  async return(): Promise<IteratorResult<StreamEvent, undefined>> {
    this.#over = true;
    this.#signal.removeEventListener("abort", this.#leaving);
    this.wake();
    await Promise.all([this.#flight.leave(this), this.#own?.return()]);
    return finished;
  }

  /** The next event; `undefined` when there is none yet, or this caller goes on alone. */
  #take(): StreamEvent | null | undefined {
    try {
      const event = this.#flight.take(this);
      if (event === null || event?.type === "end") this.#leave();
      return event;
    } catch (error) {
      this.#leave();
      if (!(error instanceof ParleyError) || this.position > 0) throw error;
      this.#own = this.#alone(error);
      if (this.#own === undefined) throw error;
      return undefined;
    }
  }

  readonly #leaving = (): void => {
    this.#leave();
    this.wake();
  };

  #leave(): void {
    this.#signal.removeEventListener("abort", this.#leaving);
    void this.#flight.leave(this).catch(() => undefined); // the call is over for this caller, whatever is left of it
  }

  /** Others paid for the answer: the report says so. */
  #told(event: StreamEvent): StreamEvent {
    if (!this.#shared || event.type !== "start" || event.route === undefined) return event;
    return { ...event, route: sharedReport(event.route) } satisfies StreamStart;
  }
}

function sharedReport(route: RouteReport): RouteReport {
  const { strategy, considered, skipped, chosen, warnings } = route;
  const text = `${route.text.slice(0, 480)}; shared`;
  return {
    text,
    strategy,
    considered,
    skipped,
    chosen,
    warnings,
    attempts: [],
    waitedMs: 0,
    costMicros: 0,
    shared: true,
  };
}
