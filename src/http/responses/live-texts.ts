import { ParleyError } from "../../spec/errors.ts";

/** What waits for a reader at most, in UTF-16 units. One who is further behind can ask for the stored events. */
const mostWaiting = 4 * 1024 * 1024;

/** Texts that one writes and another reads, each at its own pace. */
export class LiveTexts implements AsyncIterator<string, undefined> {
  #waiting: string[] = [];
  #size = 0;
  #over = false;
  #left = false;
  #fault: ParleyError | undefined;
  #wake: () => void = () => undefined;

  add(text: string): void {
    if (this.#left || this.#fault !== undefined || text === "") return;
    this.#size += text.length;
    if (this.#size > mostWaiting) {
      this.fail(new ParleyError("cancelled", { message: "The stream was read too slowly." }));
      return;
    }
    this.#waiting.push(text);
    this.#wake();
  }

  /** Whoever reads is told `fault` instead of what waits. */
  fail(fault: ParleyError): void {
    this.#fault ??= fault;
    this.#waiting = [];
    this.#wake();
  }

  /** Nothing more will come. */
  end(): void {
    this.#over = true;
    this.#wake();
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    for (;;) {
      if (this.#fault !== undefined) throw this.#fault;
      if (this.#waiting.length > 0) {
        const value = this.#waiting.join("");
        this.#waiting = [];
        this.#size = 0;
        return { done: false, value };
      }
      if (this.#over || this.#left) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  return(): Promise<IteratorResult<string, undefined>> {
    this.#left = true;
    this.#waiting = [];
    this.#wake();
    return Promise.resolve({ done: true, value: undefined });
  }
}
