/**
 * Something that several use at a time. Once it is retired, it is closed as soon as the last of them has given it back:
 * what it is replaced by takes those who come later.
 */
export class Lent<T> {
  readonly value: T;
  readonly #close: (value: T) => Promise<void> | void;
  readonly #closed = Promise.withResolvers<void>();
  #users = 0;
  #retired = false;
  #over = false;

  /** `close` is called once, and what it throws is told by `closed`. */
  constructor(value: T, close: (value: T) => Promise<void> | void) {
    this.value = value;
    this.#close = close;
    this.#closed.promise.catch(() => undefined); // told to whoever waits for it
  }

  /** How many have it now. */
  get users(): number {
    return this.#users;
  }

  /** Whether it is closed, or just being closed: too late for another user. */
  get over(): boolean {
    return this.#over;
  }

  /** Resolves when it is closed. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** To be given back exactly once. A `TypeError` when it is closed. */
  borrow(): T {
    if (this.#over) throw new TypeError("what is closed cannot be lent");
    this.#users++;
    return this.value;
  }

  giveBack(): void {
    this.#users--;
    this.#closeUnused();
  }

  /** Nobody needs it any more but those who have it. May be called again. */
  retire(): void {
    this.#retired = true;
    this.#closeUnused();
  }

  /** Closes it at once, whoever still has it. */
  end(): Promise<void> {
    this.#finish();
    return this.closed;
  }

  #closeUnused(): void {
    if (this.#retired && this.#users === 0) this.#finish();
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    void Promise.try(() => this.#close(this.value)).then(this.#closed.resolve, this.#closed.reject);
  }
}
