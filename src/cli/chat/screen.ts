import { Writable } from "node:stream";
import type { Output } from "../context.ts";

/** Standard output, or error, for the line editor: while an answer is written, its echo is kept off. */
export class Screen extends Writable {
  readonly isTTY = true;
  muted = false;
  readonly #target: Output;
  readonly #resized = (): void => void this.emit("resize");

  constructor(target: Output) {
    super({ decodeStrings: false });
    this.#target = target;
    target.on("resize", this.#resized);
  }

  /** Width of the terminal in characters. */
  get columns(): number {
    return this.#target.columns ?? 80;
  }

  /** Writes whether muted or not. */
  show(text: string): void {
    this.#target.write(text);
  }

  override _write(text: string, _encoding: string, done: () => void): void {
    if (!this.muted) this.#target.write(text);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#target.removeListener("resize", this.#resized);
    done(error);
  }
}
