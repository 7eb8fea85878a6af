import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Seal } from "../../spec/item.ts";
import { isObject, words } from "../upstream/json.ts";
import { type KnownDocument, readAnnotation } from "./annotations.ts";
import { readLogprobs } from "./logprobs.ts";
import type { WireEvent, WireItem, WirePart } from "./wire.ts";

const choice = 0; // this dialect has one

/** An item of the answer, as far as it has come. */
interface RunningItem {
  /** Number of the call that it is. */
  call?: number;
  /** Characters of a call's text, or of a thought, that were handed on. */
  written: number;
  /** Whether the thought is told in its own words or as a summary: whichever comes first, never both. */
  told?: "summary" | "content";
  /** Which piece of the thought is being told. */
  piece?: number;
  readonly parts: Map<number, RunningPart>;
}

/** A part of a message. */
interface RunningPart {
  /** Where it begins in the text of all messages, in UTF-16 units. */
  readonly start: number;
  written: number;
  annotations: number;
}

/**
 * The items of one answer, as their events tell of them. What an event of an end repeats is compared by its length
 * alone: servers that stream nothing, and say all at the end, are understood as well.
 */
export class AnswerItems {
  readonly #documents: readonly KnownDocument[];
  readonly #items = new Map<number, RunningItem>();
  /** UTF-16 units of text so far. */
  #length = 0;
  #calls = 0;
  /** The message that ended last was a paragraph of its own. */
  #paragraph = false;

  constructor(documents: readonly KnownDocument[]) {
    this.#documents = documents;
  }

  /** How many tools the model has called. */
  get calls(): number {
    return this.#calls;
  }

  begin(wire: WireEvent, item: unknown, out: StreamEvent[]): void {
    if (!isObject(item)) throw new ParleyError("upstream_invalid");
    const running = this.#item(wire.output_index);
    if (isCall(item)) this.#startCall(running, item, out);
  }

  finish(wire: WireEvent, item: unknown, out: StreamEvent[]): void {
    if (!isObject(item)) throw new ParleyError("upstream_invalid");
    this.#end(this.#item(wire.output_index), wire.output_index, item, out);
  }

  /** The items of the whole response, where no event told of any. */
  lateOutput(output: unknown, out: StreamEvent[]): void {
    if (this.#items.size > 0 || !Array.isArray(output)) return;
    for (const [index, item] of (output as readonly unknown[]).entries()) {
      this.finish({ output_index: index }, item, out);
    }
  }

  text(
    wire: WireEvent,
    text: string,
    logprobs: readonly TokenLogprob[] | undefined,
    out: StreamEvent[],
  ): void {
    if (text === "" && logprobs === undefined) return;
    const part = this.#part(wire, out);
    part.written += text.length;
    this.#length += text.length;
    out.push({ type: "text-delta", choice, text, ...(logprobs !== undefined && { logprobs }) });
  }

  refusal(wire: WireEvent, text: string, out: StreamEvent[]): void {
    if (text === "") return;
    this.#part(wire, out).written += text.length;
    out.push({ type: "refusal-delta", choice, text });
  }

  annotation(wire: WireEvent, annotation: unknown, out: StreamEvent[]): void {
    const part = this.#part(wire, out);
    part.annotations++;
    const read = readAnnotation(annotation, part.start, this.#documents);
    if (read !== undefined) out.push({ type: "annotation", choice, annotation: read });
  }

  thought(
    wire: WireEvent,
    told: "summary" | "content",
    piece: unknown,
    text: string | undefined,
    out: StreamEvent[],
  ): void {
    if (text === undefined) return;
    const item = this.#item(wire.output_index);
    item.told ??= told;
    if (item.told !== told) return;
    const number = typeof piece === "number" ? piece : 0;
    // A summary is a list of paragraphs.
    const apart = item.piece !== undefined && item.piece !== number ? "\n\n" : "";
    item.piece = number;
    item.written += text.length;
    out.push({ type: "reasoning-delta", choice, text: apart + text });
  }

  callText(wire: WireEvent, text: string, out: StreamEvent[]): void {
    const item = this.#item(wire.output_index);
    if (item.call === undefined) throw new ParleyError("upstream_invalid");
    if (text === "") return;
    item.written += text.length;
    out.push({ type: "tool-call-delta", choice, index: item.call, text });
  }

  wholeCallText(wire: WireEvent, text: string | undefined, out: StreamEvent[]): void {
    const { written } = this.#item(wire.output_index);
    if (text !== undefined && text.length > written) this.callText(wire, text.slice(written), out);
  }

  #startCall(running: RunningItem, item: WireItem, out: StreamEvent[]): void {
    if (running.call !== undefined) return;
    const index = this.#calls++;
    running.call = index;
    out.push({
      type: "tool-call-start",
      choice,
      index,
      callId: words(item.call_id) ?? words(item.id) ?? `call_${index}`,
      name: words(item.name) ?? "",
      kind: item.type === "custom_tool_call" ? "custom" : "function",
    });
  }

  #end(running: RunningItem, output_index: unknown, item: WireItem, out: StreamEvent[]): void {
    const wire: WireEvent = { output_index };
    if (isCall(item)) {
      this.#startCall(running, item, out);
      this.wholeCallText(wire, words(item.arguments) ?? words(item.input), out);
    } else if (item.type === "reasoning") {
      this.#endThought(running, wire, item, out);
    } else if (item.type === "message") {
      for (const [content_index, part] of list(item.content).entries()) {
        this.#endPart({ output_index, content_index }, part, out);
      }
      this.#paragraph = item.phase === "commentary" && this.#length > 0;
    }
  }

  /** The thought as only its maker can read it comes at its end. */
  #endThought(running: RunningItem, wire: WireEvent, item: WireItem, out: StreamEvent[]): void {
    if (running.written === 0) {
      const content = list(item.content);
      const told = content.length > 0 ? "content" : "summary";
      const pieces = told === "content" ? content : list(item.summary);
      for (const [index, piece] of pieces.entries()) this.thought(wire, told, index, words(piece.text), out);
    }
    const data = words(item.encrypted_content);
    if (data === undefined) return;
    const id = words(item.id);
    const seal: Seal = { maker: "openai", data, hidden: true, ...(id !== undefined && { id }) };
    out.push({ type: "reasoning-seal", choice, seal });
  }

  #endPart(wire: WireEvent, part: WirePart, out: StreamEvent[]): void {
    const text = words(part.text);
    const refusal = words(part.refusal);
    if (text === undefined && refusal === undefined) return;
    const running = this.#part(wire, out);
    if (text !== undefined && text.length > running.written) {
      const all = running.written === 0 ? readLogprobs(part.logprobs) : undefined;
      this.text(wire, text.slice(running.written), all, out);
    }
    if (refusal !== undefined && refusal.length > running.written) {
      this.refusal(wire, refusal.slice(running.written), out);
    }
    for (const annotation of list(part.annotations).slice(running.annotations)) {
      this.annotation(wire, annotation, out);
    }
  }

  #item(index: unknown): RunningItem {
    const key = typeof index === "number" ? index : 0;
    let item = this.#items.get(key);
    if (item === undefined) this.#items.set(key, (item = { written: 0, parts: new Map() }));
    return item;
  }

  /** A message behind a commentary is a new paragraph: our answer has one text. */
  #part(wire: WireEvent, out: StreamEvent[]): RunningPart {
    const { parts } = this.#item(wire.output_index);
    const key = typeof wire.content_index === "number" ? wire.content_index : 0;
    const known = parts.get(key);
    if (known !== undefined) return known;
    if (this.#paragraph) {
      this.#paragraph = false;
      this.#length += 2;
      out.push({ type: "text-delta", choice, text: "\n\n" });
    }
    const part: RunningPart = { start: this.#length, written: 0, annotations: 0 };
    parts.set(key, part);
    return part;
  }
}

function isCall(item: WireItem): boolean {
  return item.type === "function_call" || item.type === "custom_tool_call";
}

function list(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as readonly unknown[]).filter(isObject) : [];
}
