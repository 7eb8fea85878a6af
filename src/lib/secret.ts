const mask = "[redacted]";

/**
 * A text that must not be shown: an API key, a header's value.
 *
 * The value is in a private field, so no serialiser, inspector or template string can reach it by accident;
 * all of them get `[redacted]`. Only `reveal()` gives it, which is easy to search for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The text itself. To be called where it leaves for its destination, and nowhere else. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  /** What `util.inspect`, and with it `console.log`, prints. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return mask;
  }
}
