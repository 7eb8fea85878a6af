import type { TokenLogprob } from "../../spec/event.ts";
import type { EventLines } from "./event-line.ts";
import { presentLogprobs } from "./logprobs.ts";

interface TextPart {
  readonly type: "output_text";
  readonly annotations: object[];
  readonly logprobs: object[];
  text: string;
}

interface RefusalPart {
  readonly type: "refusal";
  refusal: string;
}

/** A message that is being written: its parts follow each other, each opened and closed by events of its own. */
export class RunningMessage {
  readonly item: { id: string; type: "message"; role: "assistant"; status: string; content: object[] };
  readonly #lines: EventLines;
  readonly #index: number;
  #part: TextPart | RefusalPart | undefined;

  /** @param index Position of the item in the answer. */
  constructor(lines: EventLines, index: number, id: string) {
    this.#lines = lines;
    this.#index = index;
    this.item = { id, type: "message", role: "assistant", status: "in_progress", content: [] };
  }

  /** Whether the next text begins a part. */
  get atPartStart(): boolean {
    return this.#part?.type !== "output_text";
  }

  open(): string {
    return this.#lines.line("response.output_item.added", { output_index: this.#index, item: this.item });
  }

  text(delta: string, logprobs: readonly TokenLogprob[] | undefined): string {
    const [opened, part] = this.#textPart();
    part.text += delta;
    const shown = presentLogprobs(logprobs);
    part.logprobs.push(...shown);
    return opened + this.#lines.line("response.output_text.delta", { ...this.#at(), delta, logprobs: shown });
  }

  annotation(annotation: object): string {
    const [opened, part] = this.#textPart();
    part.annotations.push(annotation);
    const annotation_index = part.annotations.length - 1;
    return (
      opened +
      this.#lines.line("response.output_text.annotation.added", {
        ...this.#at(),
        annotation_index,
        annotation,
      })
    );
  }

  refusal(delta: string): string {
    let opened = "";
    if (this.#part?.type !== "refusal") opened = this.#begin({ type: "refusal", refusal: "" });
    if (this.#part?.type === "refusal") this.#part.refusal += delta;
    return opened + this.#lines.line("response.refusal.delta", { ...this.#at(), delta });
  }

  close(status: "completed" | "incomplete"): string {
    const ended = this.#endPart();
    this.item.status = status;
    const { item } = this;
    return ended + this.#lines.line("response.output_item.done", { output_index: this.#index, item });
  }

  #textPart(): readonly [opened: string, part: TextPart] {
    if (this.#part?.type === "output_text") return ["", this.#part];
    const part: TextPart = { type: "output_text", annotations: [], logprobs: [], text: "" };
    return [this.#begin(part), part];
  }

  #begin(part: TextPart | RefusalPart): string {
    const ended = this.#endPart();
    this.#part = part;
    this.item.content.push(part);
    return ended + this.#lines.line("response.content_part.added", { ...this.#at(), part });
  }

  #endPart(): string {
    const part = this.#part;
    if (part === undefined) return "";
    this.#part = undefined;
    const at = this.#at();
    const done =
      part.type === "refusal"
        ? this.#lines.line("response.refusal.done", { ...at, refusal: part.refusal })
        : this.#lines.line("response.output_text.done", {
            ...at,
            text: part.text,
            logprobs: part.logprobs,
          });
    return done + this.#lines.line("response.content_part.done", { ...at, part });
  }

  #at(): object {
    return {
      item_id: this.item.id,
      output_index: this.#index,
      content_index: this.item.content.length - 1,
    };
  }
}
