import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { count, exactJsonOf, isObject, type Json, words } from "../upstream/json.ts";
import { SseDecoder } from "../upstream/sse-decoder.ts";
import { type AnswerSoFar, type OpenBlock, openBlock } from "./blocks.ts";
import { messagesError } from "./errors.ts";
import { mergeUsage, readUsage } from "./usage.ts";
import type { WireDelta, WireEvent } from "./wire.ts";

const finishes: ReadonlyMap<string, Finish["unified"]> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop"],
  ["pause_turn", "stop"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool-calls"],
  ["refusal", "content-filter"],
]);

/** Blocks come one after the other; so many at once are no answer. */
const mostOpenBlocks = 64;

/** The slow lane: a stream of the Messages API becomes events, one by one. */
export class MessagesTranslator extends SseDecoder {
  readonly #heading: Heading;
  readonly #answer: AnswerSoFar;
  readonly #blocks = new Map<number, OpenBlock>();
  #out: StreamEvent[] = [];
  #usage: Json = {};
  #model: string | undefined;
  #begun = false;
  #finished = false;
  #done = false;

  constructor(heading: Heading, customTools: ReadonlySet<string> = new Set()) {
    super(heading);
    this.#heading = heading;
    this.#answer = { textLength: 0, calls: 0, customTools };
  }

  protected get complete(): boolean {
    return this.#done;
  }

  protected event(name: string | undefined, data: string, out: StreamEvent[]): void {
    if (this.#done) return;
    this.#out = out;
    const event = parseEvent(data);
    const type = name === "error" ? name : (event?.type ?? name);
    if (type === "error") throw messagesError({ body: event ?? { error: data }, now: this.#heading.now() });
    if (event === undefined) throw new ParleyError("upstream_invalid");
    if (type === "message_start") this.#start(event);
    else if (type === "content_block_start") this.#open(event);
    else if (type === "content_block_delta") this.#delta(event);
    else if (type === "content_block_stop") this.#close(blockIndex(event));
    else if (type === "message_delta") this.#message(event);
    else if (type === "message_stop") this.#end();
    // `ping`, and what may be added one day, says nothing of the answer.
  }

  #start({ message }: WireEvent): void {
    if (!isObject(message)) throw new ParleyError("upstream_invalid");
    this.#begun = true;
    this.#model = words(message["model"]) ?? this.#model;
    this.#usage = mergeUsage(this.#usage, message["usage"]);
  }

  #open(event: WireEvent): void {
    const index = blockIndex(event);
    const misplaced = !this.#begun || this.#finished || this.#blocks.has(index);
    if (misplaced || !isObject(event.content_block) || this.#blocks.size >= mostOpenBlocks) {
      throw new ParleyError("upstream_invalid");
    }
    this.#blocks.set(index, openBlock(event.content_block, this.#answer, this.#out));
  }

  #delta(event: WireEvent): void {
    const block = this.#blocks.get(blockIndex(event));
    if (block === undefined || !isObject(event.delta)) throw new ParleyError("upstream_invalid");
    block.delta(event.delta, this.#out);
  }

  #close(index: number): void {
    this.#blocks.get(index)?.stop(this.#out);
    this.#blocks.delete(index);
  }

  #message(event: WireEvent): void {
    if (!this.#begun || !isObject(event.delta)) throw new ParleyError("upstream_invalid");
    this.#usage = mergeUsage(this.#usage, event.usage);
    const reason = stopReason(event.delta);
    if (reason === undefined || this.#finished) return;
    // Some who speak this dialect do not end their blocks.
    for (const index of this.#blocks.keys()) this.#close(index);
    this.#finished = true;
    const explanation = refusalOf(event.delta);
    if (explanation !== undefined) this.#out.push({ type: "refusal-delta", choice: 0, text: explanation });
    const known = finishes.get(reason) ?? "stop";
    // Some end their turn in the usual way behind a call as well.
    const unified = known === "stop" && this.#answer.calls > 0 ? "tool-calls" : known;
    this.#out.push({ type: "choice-finish", choice: 0, finish: { unified, raw: reason } });
  }

  #end(): void {
    if (!this.#finished) throw new ParleyError("upstream_truncated");
    this.#done = true;
    this.#out.push(streamEnd(this.#heading, this.#model, readUsage(this.#usage)));
  }
}

/** `undefined` when the text is no JSON object. */
export function parseEvent(data: string): WireEvent | undefined {
  const value = exactJsonOf(data);
  return isObject(value) ? value : undefined;
}

/** Why the answer ended; `undefined` while it goes on. Fails with `upstream_invalid`. */
export function stopReason(delta: WireDelta): string | undefined {
  const { stop_reason: reason } = delta;
  if (reason === undefined || reason === null) return undefined;
  if (typeof reason !== "string" || reason === "") throw new ParleyError("upstream_invalid");
  return reason;
}

/** Why the upstream did not let the model go on, in words for the caller; not all refusals have some. */
function refusalOf({ stop_details: details }: WireDelta): string | undefined {
  return isObject(details) && details["type"] === "refusal" ? words(details["explanation"]) : undefined;
}

function blockIndex(event: WireEvent): number {
  const index = count(event.index);
  if (index === undefined) throw new ParleyError("upstream_invalid");
  return index;
}
