/** How often what nobody looked at is thrown away, in milliseconds, and how many times it is passed over before. */
const sweepPause = 60_000;
const mostSweeps = 5;

interface Place<T> {
  readonly value: T;
  bytes: number;
  /** How often it was passed over since somebody last looked at it. */
  sweeps: number;
}

/**
 * Values by name, of which those that nobody looked at for longest go when all together take more than `mostBytes`, and
 * every one that nobody looked at for five to six minutes: what another process deleted is out of this one's memory then.
 */
export class Shelf<T> {
  readonly #mostBytes: number;
  /** The one that was not looked at for longest comes first. */
  readonly #places = new Map<string, Place<T>>();
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** What a value takes; `undefined` where it is not there any more. */
  bytesOf(name: string, value: T): number | undefined {
    const place = this.#places.get(name);
    return place?.value === value ? place.bytes : undefined;
  }

  get(name: string): T | undefined {
    const place = this.#places.get(name);
    if (place === undefined) return undefined;
    place.sweeps = 0;
    this.#places.delete(name);
    this.#places.set(name, place);
    return place.value;
  }

  /** In place of what was there under that name. */
  put(name: string, value: T): void {
    this.forget(name);
    this.#places.set(name, { value, bytes: 0, sweeps: 0 });
    this.#timer ??= setInterval(() => this.#sweep(), sweepPause).unref();
  }

  /** Says that a value has grown. Of one that is not there any more nothing is counted. */
  grow(name: string, value: T, bytes: number): void {
    const place = this.#places.get(name);
    if (place?.value !== value) return;
    place.bytes += bytes;
    this.#bytes += bytes;
    for (const [oldest] of this.#places) {
      if (this.#bytes <= this.#mostBytes) break;
      if (oldest !== name) this.forget(oldest);
    }
  }

  forget(name: string): void {
    this.#bytes -= this.#places.get(name)?.bytes ?? 0;
    this.#places.delete(name);
  }

  #sweep(): void {
    for (const [name, place] of this.#places) if (place.sweeps++ >= mostSweeps) this.forget(name);
    if (this.#places.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
