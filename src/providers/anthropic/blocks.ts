import { exactText } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { isObject, jsonOf, words } from "../upstream/json.ts";
import { readCitation } from "./citations.ts";
import { GrowingText } from "./growing-text.ts";
import { customInput } from "./tools.ts";
import type { WireBlock, WireDelta } from "./wire.ts";

/** A content block that has begun and not ended. */
export interface OpenBlock {
  delta(delta: WireDelta, out: StreamEvent[]): void;
  stop(out: StreamEvent[]): void;
}

/** What the blocks of one answer have in common. */
export interface AnswerSoFar {
  /** UTF-16 units of the text. */
  textLength: number;
  /** Calls of tools that have begun. */
  calls: number;
  /** Names of the tools whose input is free text. */
  readonly customTools: ReadonlySet<string>;
}

/** More citations of one block are a flood. */
const mostCitations = 1_000;

/**
 * Begins a block. Kinds that are not known, such as those of tools that the upstream runs itself, are passed over:
 * only who asks for them gets them, and that is done in the API's own dialect.
 */
export function openBlock(block: WireBlock, answer: AnswerSoFar, out: StreamEvent[]): OpenBlock {
  switch (block.type) {
    case "text":
      return new TextBlock(block, answer, out);
    case "thinking":
      return new ThinkingBlock(block, out);
    case "redacted_thinking":
      return hiddenThought(textOf(block.data));
    case "tool_use":
      return toolBlock(block, answer, out);
    default:
      return { delta: () => {}, stop: () => {} };
  }
}

/** A text, which may be empty. Fails with `upstream_invalid`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  throw new ParleyError("upstream_invalid");
}

class TextBlock implements OpenBlock {
  readonly #answer: AnswerSoFar;
  readonly #start: number;
  readonly #citations: unknown[] = [];

  constructor(block: WireBlock, answer: AnswerSoFar, out: StreamEvent[]) {
    this.#answer = answer;
    this.#start = answer.textLength;
    this.#text(block.text ?? "", out);
    if (Array.isArray(block.citations)) for (const citation of block.citations) this.#cite(citation);
  }

  delta(delta: WireDelta, out: StreamEvent[]): void {
    if (delta.type === "text_delta") this.#text(delta.text, out);
    else if (delta.type === "citations_delta") this.#cite(delta.citation);
  }

  /** A citation holds for the whole block, whose end is known here. */
  stop(out: StreamEvent[]): void {
    const range = { start: this.#start, end: this.#answer.textLength };
    for (const wire of this.#citations) {
      const annotation = readCitation(wire, range);
      if (annotation !== undefined) out.push({ type: "annotation", choice: 0, annotation });
    }
  }

  #text(value: unknown, out: StreamEvent[]): void {
    const text = textOf(value);
    if (text === "") return;
    this.#answer.textLength += text.length;
    out.push({ type: "text-delta", choice: 0, text });
  }

  #cite(citation: unknown): void {
    if (this.#citations.push(citation) > mostCitations) throw new ParleyError("upstream_invalid");
  }
}

class ThinkingBlock implements OpenBlock {
  readonly #signature = new GrowingText();

  constructor(block: WireBlock, out: StreamEvent[]) {
    this.#think(block.thinking ?? "", out);
    this.#signature.add(textOf(block.signature ?? ""));
  }

  delta(delta: WireDelta, out: StreamEvent[]): void {
    if (delta.type === "thinking_delta") this.#think(delta.thinking, out);
    else if (delta.type === "signature_delta") this.#signature.add(textOf(delta.signature));
  }

  stop(out: StreamEvent[]): void {
    const data = this.#signature.whole;
    if (data !== "") out.push({ type: "reasoning-seal", choice: 0, seal: { maker: "anthropic", data } });
  }

  #think(value: unknown, out: StreamEvent[]): void {
    const text = textOf(value);
    if (text !== "") out.push({ type: "reasoning-delta", choice: 0, text });
  }
}

function hiddenThought(data: string): OpenBlock {
  return {
    delta: () => {},
    stop: (out) =>
      out.push({ type: "reasoning-seal", choice: 0, seal: { maker: "anthropic", data, hidden: true } }),
  };
}

function toolBlock(block: WireBlock, answer: AnswerSoFar, out: StreamEvent[]): OpenBlock {
  const callId = words(block.id);
  const name = words(block.name);
  if (callId === undefined || name === undefined) throw new ParleyError("upstream_invalid");
  const kind = answer.customTools.has(name) ? "custom" : "function";
  const index = answer.calls++;
  out.push({ type: "tool-call-start", choice: 0, index, callId, name, kind });
  return kind === "custom" ? new CustomToolBlock(index, block.input) : new FunctionBlock(index, block.input);
}

/** Arguments come as pieces of JSON; where none came, the block itself has them. */
class FunctionBlock implements OpenBlock {
  readonly #index: number;
  readonly #input: unknown;
  #begun = false;

  constructor(index: number, input: unknown) {
    this.#index = index;
    this.#input = input;
  }

  delta(delta: WireDelta, out: StreamEvent[]): void {
    if (delta.type !== "input_json_delta") return;
    const text = textOf(delta.partial_json);
    if (text === "") return;
    this.#begun = true;
    out.push({ type: "tool-call-delta", choice: 0, index: this.#index, text });
  }

  stop(out: StreamEvent[]): void {
    if (this.#begun) return;
    const text = jsonText(this.#input);
    out.push({ type: "tool-call-delta", choice: 0, index: this.#index, text });
  }
}

/** The free text of a custom tool is told in one piece: it is known when its JSON is whole. */
class CustomToolBlock implements OpenBlock {
  readonly #index: number;
  readonly #input: unknown;
  readonly #json = new GrowingText();

  constructor(index: number, input: unknown) {
    this.#index = index;
    this.#input = input;
  }

  delta(delta: WireDelta): void {
    if (delta.type === "input_json_delta") this.#json.add(textOf(delta.partial_json));
  }

  stop(out: StreamEvent[]): void {
    const json = this.#json.whole;
    const input = json === "" ? this.#input : jsonOf(json);
    const text = isObject(input) ? input[customInput] : undefined;
    // A model that did not keep to the form is heard all the same.
    const heard = typeof text === "string" ? text : json === "" ? jsonText(this.#input) : json;
    out.push({ type: "tool-call-delta", choice: 0, index: this.#index, text: heard });
  }
}

function jsonText(input: unknown): string {
  if (input !== undefined && !isObject(input)) throw new ParleyError("upstream_invalid");
  return exactText(input ?? {});
}
