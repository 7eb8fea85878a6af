import type { EventLines } from "./event-line.ts";

/**
 * A thought that is being written. Its text is told as a summary, which is how the protocol's clients expect the
 * thoughts that they may read.
 */
export class RunningThought {
  readonly item: { id: string; type: "reasoning"; summary: object[]; encrypted_content?: string };
  readonly #lines: EventLines;
  readonly #index: number;
  #text: string | undefined;

  /** @param index Position of the item in the answer. */
  constructor(lines: EventLines, index: number, id: string) {
    this.#lines = lines;
    this.#index = index;
    this.item = { id, type: "reasoning", summary: [] };
  }

  open(): string {
    return this.#lines.line("response.output_item.added", { output_index: this.#index, item: this.item });
  }

  text(delta: string): string {
    let opened = "";
    if (this.#text === undefined) {
      const part = { type: "summary_text", text: "" };
      opened = this.#lines.line("response.reasoning_summary_part.added", { ...this.#at(), part });
    }
    this.#text = (this.#text ?? "") + delta;
    return opened + this.#lines.line("response.reasoning_summary_text.delta", { ...this.#at(), delta });
  }

  /** @param sealed What its maker wants back. */
  close(sealed?: string): string {
    let ended = "";
    if (this.#text !== undefined) {
      const part = { type: "summary_text", text: this.#text };
      this.item.summary.push(part);
      ended =
        this.#lines.line("response.reasoning_summary_text.done", { ...this.#at(), text: this.#text }) +
        this.#lines.line("response.reasoning_summary_part.done", { ...this.#at(), part });
    }
    if (sealed !== undefined) this.item.encrypted_content = sealed;
    const { item } = this;
    return ended + this.#lines.line("response.output_item.done", { output_index: this.#index, item });
  }

  #at(): object {
    return { item_id: this.item.id, output_index: this.#index, summary_index: 0 };
  }
}
