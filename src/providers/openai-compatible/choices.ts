import type { WireChoice } from "./wire.ts";

/**
 * Which of a stream's choices have begun, and which have said why they end: an answer is whole when all have that
 * began, and one is not when only its first choice has.
 */
export class Choices {
  readonly #open = new Set<unknown>();
  #ended = 0;
  readonly #over = new Set<unknown>();

  see(choice: WireChoice): void {
    const index = choice.index ?? 0;
    if (typeof choice.finish_reason === "string" && choice.finish_reason !== "") {
      this.#ended++;
      this.#open.delete(index);
      this.#over.add(index);
    } else if (!this.#over.has(index)) {
      this.#open.add(index);
    }
  }

  /** All that began have ended, and one at least has. */
  get finished(): boolean {
    return this.#ended > 0 && this.#open.size === 0;
  }
}
