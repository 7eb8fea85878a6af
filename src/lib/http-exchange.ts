import { ParleyError } from "../spec/errors.ts";
import type { Deadlines, Timed } from "./deadlines.ts";
import type { Clocks, HttpRequest, HttpResponse, PendingResponse } from "./http-client.ts";
import type { Asker, Connection } from "./http1-connection.ts";
import type { Headers, ResponseHead } from "./http1-head.ts";
import { more } from "./http1-more.ts";
import type { ConnectionPool } from "./http1-pool.ts";
import type { RequestWriter } from "./http1-request.ts";

/** Bytes that may wait for a slow reader before the upstream is told to pause. */
const highWater = 16 * 1024;

/**
 * Pieces that may wait in memory that Node shares out in slabs of 64 KiB: each of them can keep a slab alive, and a
 * slow reader's hundreds of small pieces would hold as many slabs.
 */
const mostPooled = 8;

const once = { once: true } as const;

/**
 * One request on its way and its answer: the connection pushes, the reader pulls.
 *
 * Fails with `cancelled`, `upstream_unreachable` (nothing was sent), `upstream_timeout`, `upstream_invalid` (the
 * answer is no HTTP), or `upstream_failed` and `upstream_truncated` (the connection broke before or after the
 * headers; whether the upstream has worked is unknown).
 */
export class HttpExchange implements Asker, HttpResponse, PendingResponse, Timed {
  readonly started: Promise<HttpResponse>;
  status = 0;
  headers: Headers = {};

  /** The nearest of the clocks that run now, see `Timed`. */
  deadline: number;
  /** Among all that are timed. */
  place: number | undefined;

  readonly #clocks: Clocks;
  readonly #deadlines: Deadlines;
  readonly #signal: AbortSignal;
  readonly #last: number;
  #resolveStart!: (response: HttpResponse) => void;
  #rejectStart!: (error: ParleyError) => void;
  #connection: Connection | undefined;
  #sent = false;
  #chunks: Buffer[] = [];
  #waiting = 0;
  /** The reader who waits. */
  #take: ((chunk: Buffer | undefined) => unknown) | undefined;
  #resolveRead: ((result: never) => void) | undefined;
  #rejectRead: ((error: unknown) => void) | undefined;
  #error: ParleyError | undefined;
  #ended = false;

  constructor(clocks: Clocks, deadlines: Deadlines, signal: AbortSignal) {
    this.#clocks = clocks;
    this.#deadlines = deadlines;
    this.#signal = signal;
    this.started = new Promise((resolve, reject) => {
      this.#resolveStart = resolve;
      this.#rejectStart = reject;
    });
    this.started.catch(ignore); // a caller that gave up does not listen any more
    const now = performance.now();
    this.#last = now + clocks.total;
    this.deadline = Math.min(now + clocks.connect, this.#last);
    deadlines.add(this);
    signal.addEventListener("abort", this, once);
  }

  /** Sends the request, unless nobody wants the answer any more. */
  begin(pool: ConnectionPool, writer: RequestWriter, request: HttpRequest): void {
    if (this.#signal.aborted) {
      this.cancel();
      return;
    }
    try {
      pool.ask(this, writer.write(request));
    } catch (cause) {
      this.fault(cause);
    }
  }

  /** The caller's abort. */
  handleEvent(): void {
    this.cancel();
  }

  placed(connection: Connection): void {
    this.#connection = connection;
  }

  sending(): void {
    this.#sent = true;
    this.#await(this.#clocks.firstByte);
  }

  head(head: ResponseHead): void {
    this.status = head.status;
    this.headers = head.headers;
    this.#await(this.#clocks.idle);
    this.#resolveStart(this);
  }

  data(chunk: Buffer): boolean {
    this.#await(this.#clocks.idle);
    if (this.#take !== undefined) {
      this.#give(this.#take, chunk);
      return true;
    }
    this.#chunks.push(this.#chunks.length < mostPooled ? chunk : unpooled(chunk));
    this.#waiting += chunk.length;
    return this.#waiting <= highWater;
  }

  end(): void {
    if (this.#ended) return;
    this.#finish();
    if (this.#take !== undefined) this.#give(this.#take, undefined);
  }

  fault(cause: unknown): void {
    if (cause instanceof ParleyError) {
      this.#fail(cause);
    } else if (!this.#sent) {
      this.#fail(new ParleyError("upstream_unreachable", { cause, sent: "no" }));
    } else {
      const code = this.status === 0 ? "upstream_failed" : "upstream_truncated";
      this.#fail(new ParleyError(code, { cause, sent: "unknown" }));
    }
  }

  next(): Promise<Buffer | undefined> {
    return this.read(asItIs);
  }

  read<T>(take: (chunk: Buffer | undefined) => T | typeof more): Promise<T> {
    try {
      for (let chunk = this.#shift(); chunk !== undefined; chunk = this.#shift()) {
        const result = take(chunk);
        if (result !== more) return Promise.resolve(result);
      }
      if (this.#error !== undefined) return Promise.reject(this.#error);
      if (this.#ended) return Promise.resolve(final(take(undefined)));
    } catch (error) {
      return Promise.reject(error as Error);
    }
    this.#take = take;
    return new Promise<T>(this.#wait);
  }

  /** One function for all turns of the reader. */
  readonly #wait = (resolve: (result: never) => void, reject: (error: unknown) => void): void => {
    this.#resolveRead = resolve;
    this.#rejectRead = reject;
  };

  #shift(): Buffer | undefined {
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return undefined;
    this.#waiting -= chunk.length;
    if (this.#waiting <= highWater && !this.#ended && this.#connection?.paused === true) {
      this.#await(this.#clocks.idle);
      this.#connection.resume();
    }
    return chunk;
  }

  #give(take: (chunk: Buffer | undefined) => unknown, chunk: Buffer | undefined): void {
    // The reader may cancel while it takes, and then fails in its own words.
    this.#take = undefined;
    try {
      const result = take(chunk);
      if (result !== more) this.#resolveRead?.(result as never);
      else if (chunk === undefined) final(result);
      else if (this.#error !== undefined) this.#rejectRead?.(this.#error);
      else this.#take = take;
    } catch (error) {
      this.#rejectRead?.(error);
    }
  }

  cancel(): void {
    if (!this.#ended) this.#fail(new ParleyError("cancelled"));
  }

  /** Called when the deadline has passed. */
  expire(): void {
    if (this.deadline >= this.#last) this.#timeout("took too long");
    else if (!this.#sent) this.fault(new Error("the connection did not stand in time"));
    else if (this.status === 0) this.#timeout("did not begin to answer in time");
    // A reader that is slower than the upstream is not the upstream's fault.
    else if (this.#connection?.paused === true) this.#await(this.#clocks.idle);
    else this.#timeout("stopped answering");
  }

  #await(ms: number): void {
    this.deadline = Math.min(performance.now() + ms, this.#last);
  }

  #timeout(what: string): void {
    const sent = this.#sent ? "unknown" : "no";
    this.#fail(new ParleyError("upstream_timeout", { message: `The model's provider ${what}.`, sent }));
  }

  #fail(error: ParleyError): void {
    if (this.#ended) return;
    this.#error = error;
    this.#connection?.drop();
    this.#finish();
    this.#rejectStart(error);
    if (this.#take !== undefined) this.#rejectRead?.(error);
    this.#take = undefined;
  }

  /** Lets go of everything: the connection may belong to somebody else from now on. */
  #finish(): void {
    this.#ended = true;
    this.#connection = undefined;
    this.#deadlines.remove(this);
    this.#signal.removeEventListener("abort", this);
  }
}

function unpooled(chunk: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(chunk.length);
  chunk.copy(copy);
  return copy;
}

function asItIs(chunk: Buffer | undefined): Buffer | undefined {
  return chunk;
}

/** What a reader said at the end. */
function final<T>(result: T | typeof more): T {
  if (result === more) throw new ParleyError("upstream_truncated");
  return result;
}

function ignore(): void {
  // Nothing to do.
}
