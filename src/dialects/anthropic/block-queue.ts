import { ParleyError } from "../../spec/errors.ts";
import type { Annotation, Seal } from "../../spec/item.ts";
import { presentCitation } from "./citations.ts";
import { JsonEnd } from "./json-end.ts";
import { callSealText, sealText, unsealed } from "./seals.ts";

/** A block of a stream. What comes for it while others are before it waits here. */
interface OpenBlock {
  readonly kind: "text" | "thinking" | "redacted" | "call";
  readonly start: object;
  readonly waiting: object[];
  /** Nothing more belongs to it: the next piece of its kind begins another one. */
  full: boolean;
  /** Of a call's input. */
  readonly end?: JsonEnd;
  /** Of a thought: whether its signature was given. */
  sealed?: boolean;
}

/**
 * The blocks of an answer, written one after another: this protocol has only one open at a time, and our events may
 * come for several calls by turns. The first is written as it comes; what belongs to later ones waits until it is over.
 * A call is over when its input is a whole JSON object and something else has begun.
 *
 * Each method gives the events that can be written now.
 */
export class BlockQueue {
  readonly #event: (type: string, members: object) => string;
  /** The first one is open, once it was begun. */
  readonly #blocks: OpenBlock[] = [];
  /** Blocks of calls by their index in our events, also those that are over. */
  readonly #calls = new Map<number, OpenBlock>();
  #begun = false;
  #index = 0;

  constructor(event: (type: string, members: object) => string) {
    this.#event = event;
  }

  get hasCalls(): boolean {
    return this.#calls.size > 0;
  }

  text(text: string): string {
    if (text === "") return "";
    const block = this.#last("text") ?? this.#push("text", { type: "text", text: "", citations: null });
    return this.#add(block, { type: "text_delta", text });
  }

  thought(text: string): string {
    if (text === "") return "";
    return this.#add(this.#last("thinking") ?? this.#thinking(), { type: "thinking_delta", thinking: text });
  }

  /** A thought of which there is no text is a block of its own. */
  seal(seal: Seal): string {
    const running = this.#last("thinking");
    if (running === undefined && seal.hidden === true) {
      this.#push("redacted", { type: "redacted_thinking", data: sealText(seal, true) }).full = true;
      return this.#write();
    }
    const block = running ?? this.#thinking();
    block.full = true;
    block.sealed = true;
    return this.#add(block, { type: "signature_delta", signature: sealText(seal, false) });
  }

  /** Belongs to the text before it; where that is over, nobody can be told any more. */
  citation(annotation: Annotation): string {
    const block = this.#blocks.findLast(({ kind }) => kind === "text");
    if (block === undefined) return "";
    // What is written behind it is not what was cited.
    block.full = true;
    return this.#add(block, { type: "citations_delta", citation: presentCitation(annotation) });
  }

  call(index: number, id: string, name: string, seal: Seal | undefined): string {
    if (this.#calls.has(index)) throw new ParleyError("upstream_invalid");
    if (seal !== undefined)
      this.#push("redacted", { type: "redacted_thinking", data: callSealText(id, seal) }).full = true;
    const block = this.#push("call", { type: "tool_use", id, name, input: {} }, new JsonEnd());
    this.#calls.set(index, block);
    return this.#write();
  }

  callInput(index: number, text: string): string {
    const block = this.#calls.get(index);
    if (block === undefined) throw new ParleyError("upstream_invalid");
    if (text === "") return "";
    if (!this.#blocks.includes(block)) {
      if (text.trim() === "") return "";
      throw new ParleyError("upstream_invalid"); // the input was whole, and there is more of it
    }
    block.end?.add(text);
    return this.#add(block, { type: "input_json_delta", partial_json: text });
  }

  /** Nothing more will come: all that waits. */
  finish(): string {
    for (const block of this.#blocks) block.full = true;
    const written = this.#write();
    return this.#blocks.length === 0 ? written : written + this.#close();
  }

  #thinking(): OpenBlock {
    return this.#push("thinking", { type: "thinking", thinking: "", signature: "" });
  }

  /** The block that is being written, where it is of this kind and takes more. */
  #last(kind: OpenBlock["kind"]): OpenBlock | undefined {
    const last = this.#blocks.at(-1);
    return last?.kind === kind && !last.full ? last : undefined;
  }

  #push(kind: OpenBlock["kind"], start: object, end?: JsonEnd): OpenBlock {
    const block: OpenBlock = { kind, start, waiting: [], full: false, ...(end !== undefined && { end }) };
    this.#blocks.push(block);
    return block;
  }

  #add(block: OpenBlock, delta: object): string {
    block.waiting.push(delta);
    return this.#write();
  }

  /** Writes what there is of the first block, and goes on to the next where nothing more can come for it. */
  #write(): string {
    let text = "";
    for (;;) {
      const [first] = this.#blocks;
      if (first === undefined) return text;
      if (!this.#begun) {
        text += this.#event("content_block_start", { index: this.#index, content_block: first.start });
        this.#begun = true;
      }
      for (const delta of first.waiting.splice(0)) text += this.#delta(delta);
      if (this.#blocks.length === 1 || !isOver(first)) return text;
      text += this.#close();
    }
  }

  #close(): string {
    const block = this.#blocks.shift();
    const signature =
      block?.kind === "thinking" && block.sealed !== true
        ? this.#delta({ type: "signature_delta", signature: unsealed })
        : "";
    this.#begun = false;
    return signature + this.#event("content_block_stop", { index: this.#index++ });
  }

  #delta(delta: object): string {
    return this.#event("content_block_delta", { index: this.#index, delta });
  }
}

/** Something else has begun behind it: texts and thoughts are never gone on with then. */
function isOver(block: OpenBlock): boolean {
  return block.full || block.kind !== "call" || block.end?.complete === true;
}
