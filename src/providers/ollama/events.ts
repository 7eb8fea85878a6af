import { exactText } from "../../lib/exact-json.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, type Json, words } from "../upstream/json.ts";
import { NdjsonDecoder } from "../upstream/ndjson-decoder.ts";
import type { OllamaErrors } from "./errors.ts";
import { readLogprobs } from "./logprobs.ts";
import { readUsage } from "./usage.ts";
import type { WireLine, WireMessage } from "./wire.ts";

export interface Reading {
  readonly heading: Heading;
  readonly errors: OllamaErrors;
  /** The model that was asked for. */
  readonly model: string;
  /** Of the call, see `Attempt`. */
  readonly callId: string;
}

const choice = 0;

/** The lines of `/api/chat` or `/api/generate` become events, one by one. */
export class OllamaTranslator extends NdjsonDecoder {
  readonly #reading: Reading;
  #out: StreamEvent[] = [];
  #calls = 0;
  /** Of tokens whose text Ollama holds back until it knows whether a call begins. */
  #logprobs: TokenLogprob[] = [];
  #done = false;

  constructor(reading: Reading) {
    super(reading.heading);
    this.#reading = reading;
  }

  protected get complete(): boolean {
    return this.#done;
  }

  protected line(line: Json, out: StreamEvent[]): void {
    if (this.#done) return;
    this.#out = out;
    this.#wire(line);
  }

  #wire(line: WireLine): void {
    const { heading, errors, model } = this.#reading;
    if (line.error !== undefined && line.error !== null) {
      throw errors({ body: line, model, now: heading.now() });
    }
    if (typeof line.done !== "boolean") throw new ParleyError("upstream_invalid");
    this.#message(messageIn(line), readLogprobs(line.logprobs));
    if (!line.done) return;
    this.#done = true;
    this.#out.push({ type: "choice-finish", choice, finish: this.#finish(words(line.done_reason)) });
    this.#out.push(streamEnd(heading, words(line.model), readUsage(line)));
  }

  #message({ content, thinking, tool_calls: calls }: WireMessage, logprobs: readonly TokenLogprob[]): void {
    const [thought, text] = [textOf(thinking), textOf(content)];
    // The protocol tells the probabilities of the answer's tokens, and not of the thought's.
    if (thought !== "") this.#out.push({ type: "reasoning-delta", choice, text: thought });
    else this.#logprobs.push(...logprobs);
    if (text !== "") {
      const own = this.#logprobs;
      this.#out.push({ type: "text-delta", choice, text, ...(own.length > 0 && { logprobs: own }) });
      this.#logprobs = [];
    }
    if (calls === undefined || calls === null) return;
    if (!Array.isArray(calls)) throw new ParleyError("upstream_invalid");
    for (const call of calls) this.#call(call);
    if (calls.length > 0) this.#logprobs = [];
  }

  #call(call: unknown): void {
    const called = isObject(call) ? call["function"] : undefined;
    const name = isObject(called) ? words(called["name"]) : undefined;
    if (!isObject(call) || !isObject(called) || name === undefined) throw new ParleyError("upstream_invalid");
    const index = this.#calls++;
    const callId = words(call["id"]) ?? this.#ownId(index);
    const inputs = called["arguments"] ?? {};
    this.#out.push({ type: "tool-call-start", choice, index, callId, name, kind: "function" });
    if (typeof inputs !== "string" && !isObject(inputs)) throw new ParleyError("upstream_invalid");
    const text = typeof inputs === "string" ? inputs : exactText(inputs);
    this.#out.push({ type: "tool-call-delta", choice, index, text });
  }

  /** Older versions give no ids. These are the same however often the answer is read, and differ from turn to turn. */
  #ownId(index: number): string {
    return `call_${this.#reading.callId.replace(/^req_/, "")}_${index}`;
  }

  /** Ollama says `stop` after calls as well. */
  #finish(raw: string | undefined): Finish {
    const unified = raw === "length" ? "length" : this.#calls > 0 ? "tool-calls" : "stop";
    return { unified, ...(raw !== undefined && { raw }) };
  }
}

/** `/api/generate` writes the members of a message into the line itself, and its text as `response`. */
function messageIn(line: WireLine): WireMessage {
  const { message } = line;
  if (isObject(message)) return message;
  if (message !== undefined && message !== null) throw new ParleyError("upstream_invalid");
  return { ...line, content: line.response };
}

function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  throw new ParleyError("upstream_invalid");
}
