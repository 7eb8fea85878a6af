import { ParleyError } from "../../spec/errors.ts";
import { isPassing } from "./failures.ts";

/** Waits `ms`, and fails with `cancelled` at once when nobody wants the download any more. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** The first wait, doubled each time, and the longest one; in milliseconds. */
const firstWait = 500;
const longestWait = 30_000;

/** Bytes after which a connection counts as good, and the tries begin to count anew. */
const goodBytes = 1024 * 1024;

/** Decides whether to try again, and waits longer each time. */
export class Patience {
  readonly #sleep: Sleep;
  readonly #retries: number;
  #failures = 0;
  #bytes = 0;

  constructor(sleep: Sleep, retries: number) {
    this.#sleep = sleep;
    this.#retries = retries;
  }

  /** So many bytes have come. */
  came(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes < goodBytes) return;
    this.#bytes = 0;
    this.#failures = 0;
  }

  /** Resolves when it is time for another try. Fails with `error` when there is none. */
  async after(error: unknown, signal: AbortSignal): Promise<void> {
    if (signal.aborted) throw new ParleyError("cancelled");
    if (!isPassing(error) || this.#failures >= this.#retries) throw error;
    const wait = Math.max(firstWait * 2 ** this.#failures, error.retryAfterMs ?? 0);
    this.#failures += 1;
    await this.#sleep(Math.min(wait, longestWait), signal);
  }
}
