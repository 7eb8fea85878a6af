import { Crowd, type Member } from "../lib/crowd.ts";
import { ParleyError } from "../spec/errors.ts";
import type { Exchange } from "./exchange.ts";
import { sendProblem } from "./problem.ts";

/** A stream that says now and then that it is still at work, where it has nothing else to say. */
export interface Speaker extends Member {
  /** How often it has said something. */
  readonly spoken: number;
  /** Since when nothing was said, from its first moment on; the watch's to write. */
  readonly silence: Silence;
  keepAlive(): void;
}

/**
 * Milliseconds of silence after which a stream says that it lives. With one look more that is at most 10.5 s; the hops
 * between here and a reader are known to give up after 15 s and more.
 */
export const quietAfter = 10_000;

/**
 * A reader that takes nothing for so long is gone, in milliseconds: with the two looks that it takes to see that,
 * 29.5 to 30.5 s after he stopped.
 */
export const stalledAfter = 29_500;

/**
 * In so many milliseconds a body that is still on its way must have brought so many bytes: 500 a second, far below the
 * worst of honest lines (Apache's mod_reqtimeout asks for the same), and what only drips is gone after 15 s.
 */
export const bodyPace = { withinMs: 7_000, bytes: 3_500 } as const;

/** How often all of it is looked at, in milliseconds: how precise those times are. */
const lookEvery = 500;

const dripping = "The request's body came too slowly.";

export interface Silence {
  /** How often something had been said by then. */
  spoken: number;
  /** Monotonic milliseconds. */
  since: number;
}

interface Waiting {
  /** What had not left, or had come, at the last change. */
  amount: number;
  since: number;
}

/**
 * Looks after all open streams and requests with one timer, so that a piece of an answer costs nothing for it: keeps
 * quiet streams alive, drops readers that have stopped reading, also of answers that are written to their end, and
 * requests whose body only drips.
 */
export class StreamWatch {
  readonly #open: Crowd<Exchange>;
  readonly #speakers = new Crowd<Speaker>();
  readonly #readers = new Map<Exchange, Waiting>();
  readonly #senders = new Map<Exchange, Waiting>();
  #timer: NodeJS.Timeout | undefined;

  constructor(open: Crowd<Exchange>) {
    this.#open = open;
  }

  start(): void {
    this.#timer ??= setInterval(() => this.look(performance.now()), lookEvery).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** From now on a stream is told when it has been quiet for too long. */
  add(speaker: Speaker): void {
    this.#speakers.add(speaker);
  }

  delete(speaker: Speaker): void {
    this.#speakers.delete(speaker);
  }

  /** `now`: monotonic milliseconds. */
  look(now: number): void {
    for (const speaker of this.#speakers) {
      const { silence } = speaker;
      if (speaker.spoken === silence.spoken && now - silence.since >= quietAfter) speaker.keepAlive();
      else if (speaker.spoken === silence.spoken) continue;
      silence.spoken = speaker.spoken;
      silence.since = now;
    }
    forgetClosed(this.#readers, this.#open);
    forgetClosed(this.#senders, this.#open);
    for (const exchange of this.#open) {
      this.#watchReader(exchange, now);
      if (!exchange.request.complete) this.#watchSender(exchange, now);
      else if (this.#senders.size > 0) this.#senders.delete(exchange);
    }
  }

  #watchReader(exchange: Exchange, now: number): void {
    const left = unsent(exchange);
    const known = this.#readers.get(exchange);
    if (left === 0) {
      if (known !== undefined) this.#readers.delete(exchange);
    } else if (known === undefined) {
      this.#readers.set(exchange, { amount: left, since: now });
    } else if (left !== known.amount) {
      // A slow reader is not a gone one: what counts is whether anything has left.
      known.amount = left;
      known.since = now;
    } else if (now - known.since >= stalledAfter) {
      this.#readers.delete(exchange);
      exchange.response.destroy();
    }
  }

  #watchSender(exchange: Exchange, now: number): void {
    const { request, response } = exchange;
    if (response.headersSent) return;
    const known = this.#senders.get(exchange);
    const come = request.socket.bytesRead;
    if (known === undefined) {
      this.#senders.set(exchange, { amount: come, since: now });
      return;
    }
    // Nobody can send to a server that does not read yet.
    const read = request.readableFlowing === true;
    if (read && now - known.since < bodyPace.withinMs) return;
    if (read && come - known.amount < bodyPace.bytes) {
      sendProblem(exchange, new ParleyError("request_timeout", { message: dripping }));
    }
    known.amount = come;
    known.since = now;
  }
}

/** Bytes of an answer that have not left the process; 0 also while an earlier one on its connection goes first. */
function unsent({ response }: Exchange): number {
  const { socket } = response;
  if (socket === null || response.writableLength === 0) return 0;
  // What the system has taken of a large write shows in Node's own handle alone.
  const handle = Reflect.get(socket, "_handle") as { readonly writeQueueSize?: number } | null | undefined;
  return response.writableLength + (handle?.writeQueueSize ?? 0);
}

function forgetClosed(known: Map<Exchange, Waiting>, open: Crowd<Exchange>): void {
  if (known.size === 0) return;
  for (const exchange of known.keys()) if (!open.has(exchange)) known.delete(exchange);
}
