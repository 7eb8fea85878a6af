import { ParleyError } from "../spec/errors.ts";

/** Bytes of an answer that nobody hears which are read at most, so that it can be told what they cost. */
export const mostUnheard = 4 * 1024 * 1024;

/**
 * The wish to hear an answer out although its caller has left: then the upstream is not told. It is told when the call was
 * ended by this side (a shutdown, a revoked key: the signal then has a `ParleyError` for a reason), and when too much
 * comes.
 */
export class ReadOn {
  readonly #caller: AbortSignal;
  readonly #controller = new AbortController();
  #bytes = 0;

  constructor(caller: AbortSignal) {
    this.#caller = caller;
    caller.addEventListener("abort", this, { once: true });
    if (caller.aborted) this.handleEvent();
  }

  /** For the provider, instead of the caller's. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether the caller has left, and the answer is still wanted. */
  get unheard(): boolean {
    return this.#caller.aborted && !this.#controller.signal.aborted;
  }

  /** Something came. */
  count(bytes: number): void {
    if (!this.#caller.aborted) return;
    this.#bytes += bytes;
    if (this.#bytes > mostUnheard) this.#controller.abort();
  }

  /** The caller's abort. */
  handleEvent(): void {
    if (this.#caller.reason instanceof ParleyError) this.#controller.abort(this.#caller.reason);
  }

  /** The answer is over. */
  close(): void {
    this.#caller.removeEventListener("abort", this);
  }
}
