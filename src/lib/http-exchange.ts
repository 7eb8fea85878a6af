import type { Dispatcher } from "undici";
import { ParleyError } from "../spec/errors.ts";
import type { Deadlines, Timed } from "./deadlines.ts";
import type { Clocks, HttpResponse, PendingResponse } from "./http-client.ts";

/** Bytes that may wait for a slow reader before the upstream is told to pause. */
const highWater = 256 * 1024;

type Headers = HttpResponse["headers"];

/**
 * One request on its way and its answer: undici pushes, the reader pulls.
 *
 * Fails with `cancelled`, `upstream_unreachable` (nothing was sent), `upstream_timeout`,
 * or `upstream_failed` (the connection broke; whether the upstream has worked is unknown).
 */
export class HttpExchange implements Dispatcher.DispatchHandler, HttpResponse, PendingResponse, Timed {
  readonly started: Promise<HttpResponse>;
  status = 0;
  headers: Headers = {};

  /** The nearest of the clocks that run now, see `Timed`. */
  deadline: number;

  readonly #clocks: Clocks;
  readonly #deadlines: Deadlines;
  readonly #signal: AbortSignal;
  readonly #last: number;
  readonly #abort = (): void => this.#fail(new ParleyError("cancelled"));
  #resolveStart!: (response: HttpResponse) => void;
  #rejectStart!: (error: ParleyError) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #chunks: Buffer[] = [];
  #waiting = 0;
  #reader: { resolve: (chunk: Buffer | undefined) => void; reject: (error: ParleyError) => void } | undefined;
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
    this.started.catch(() => undefined); // a caller that gave up does not listen any more
    signal.addEventListener("abort", this.#abort, { once: true });
    this.#last = performance.now() + clocks.total;
    this.deadline = this.#last;
    deadlines.add(this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended) {
      controller.abort(this.#error ?? new ParleyError("cancelled"));
      return;
    }
    this.#await(this.#clocks.firstByte);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Headers): void {
    if (status < 200 || this.#ended) return;
    this.status = status;
    this.headers = headers;
    this.#await(this.#clocks.idle);
    this.#resolveStart(this);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#ended) return;
    this.#await(this.#clocks.idle);
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve(chunk);
      return;
    }
    this.#chunks.push(chunk);
    this.#waiting += chunk.length;
    if (this.#waiting > highWater) controller.pause();
  }

  onResponseEnd(): void {
    if (this.#ended) return;
    this.#finish();
    this.#reader?.resolve(undefined);
    this.#reader = undefined;
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (this.#ended) return;
    const code = "code" in cause ? cause.code : undefined;
    if (code === "UND_ERR_CONNECT_TIMEOUT") {
      this.#fail(new ParleyError("upstream_unreachable", { cause }));
    } else if (this.#controller === undefined) {
      this.#fail(new ParleyError("upstream_unreachable", { cause }));
    } else {
      this.#fail(new ParleyError(this.status === 0 ? "upstream_failed" : "upstream_truncated", { cause }));
    }
  }

  next(): Promise<Buffer | undefined> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#waiting -= chunk.length;
      if (this.#waiting <= highWater && this.#controller?.paused === true) {
        this.#await(this.#clocks.idle);
        this.#controller.resume();
      }
      return Promise.resolve(chunk);
    }
    if (this.#error !== undefined) return Promise.reject(this.#error);
    if (this.#ended) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  cancel(): void {
    if (this.#ended) return;
    this.#fail(new ParleyError("cancelled"));
  }

  /** Called when the deadline has passed. */
  expire(): void {
    if (this.deadline >= this.#last) this.#timeout("took too long");
    else if (this.status === 0) this.#timeout("did not begin to answer in time");
    // A reader that is slower than the upstream is not the upstream's fault.
    else if (this.#controller?.paused === true) this.#await(this.#clocks.idle);
    else this.#timeout("stopped answering");
  }

  #await(ms: number): void {
    this.deadline = Math.min(performance.now() + ms, this.#last);
  }

  #timeout(what: string): void {
    this.#fail(new ParleyError("upstream_timeout", { message: `The model's provider ${what}.` }));
  }

  #fail(error: ParleyError): void {
    if (this.#ended) return;
    this.#error = error;
    this.#finish();
    this.#rejectStart(error);
    this.#reader?.reject(error);
    this.#reader = undefined;
    this.#controller?.abort(error);
  }

  #finish(): void {
    this.#ended = true;
    this.#deadlines.remove(this);
    this.#signal.removeEventListener("abort", this.#abort);
  }
}
