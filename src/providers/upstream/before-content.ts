import { muchForNothing } from "./silence.ts";

/** In bytes. */
const most = 256 * 1024;

/**
 * Bounds what comes before the content, such as events that only keep a connection open: it waits until then, since
 * another target may still answer instead.
 */
export class BeforeContent {
  #bytes = 0;

  /** Whether so many bytes more may wait. */
  fits(bytes: number): boolean {
    return (this.#bytes += bytes) <= most;
  }

  /** So many bytes more wait. Fails with `upstream_invalid` when they are too many. */
  add(bytes: number): void {
    if (this.fits(bytes)) return;
    throw muchForNothing();
  }
}
