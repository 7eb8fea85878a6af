import { createParser, type EventSourceParser } from "eventsource-parser";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEnd, StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Usage } from "../../spec/usage.ts";
import { upstreamError } from "./errors.ts";
import { readUsage } from "./usage.ts";
import {
  isObject,
  type WireChoice,
  type WireChunk,
  type WireDelta,
  type WireLogprob,
  type WireToolCall,
} from "./wire.ts";

/** Turns the pieces of an upstream's body into events. May throw a `ParleyError` after it has added events. */
export interface Decoder {
  push(chunk: Buffer, out: StreamEvent[]): void;
  /** The body has ended. */
  finish(out: StreamEvent[]): void;
}

/** What is read from the headers before the body. */
export interface Heading {
  readonly upstreamRequestId?: string;
  /** Unix milliseconds. */
  readonly now: () => number;
}

const finishes: Readonly<Record<string, Finish["unified"]>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
};

/** Longest single event, in characters; see `SseFrames`. */
const largestEvent = 1024 * 1024;

/** The slow lane: a stream of the chat dialect becomes events, one by one. */
export class ChatTranslator implements Decoder {
  readonly #heading: Heading;
  readonly #text = new TextDecoder("utf-8", { fatal: true });
  readonly #parser: EventSourceParser;
  readonly #calls = new Map<string, string>();
  #out: StreamEvent[] = [];
  #failure: ParleyError | undefined;
  #usage: Usage | undefined;
  #model: string | undefined;
  #received = false;
  #begun = false;
  #finished = false;
  #done = false;

  constructor(heading: Heading) {
    this.#heading = heading;
    this.#parser = createParser({
      onEvent: ({ event, data }) => this.#event(event, data),
      maxBufferSize: largestEvent,
    });
  }

  push(chunk: Buffer, out: StreamEvent[]): void {
    this.#out = out;
    this.#received = true;
    try {
      this.#parser.feed(this.#text.decode(chunk, { stream: true }));
    } catch (cause) {
      throw cause instanceof ParleyError ? cause : new ParleyError("upstream_invalid", { cause });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  finish(): void {
    if (this.#done) return;
    // Something came, and it was no event: a web page, or a whole answer where a stream was asked for.
    throw new ParleyError(this.#received && !this.#begun ? "upstream_invalid" : "upstream_truncated");
  }

  #event(name: string | undefined, data: string): void {
    if (this.#done || this.#failure !== undefined) return;
    this.#begun = true;
    if (name === "error") {
      this.#failure = upstreamError({ body: { error: parseChunk(data) ?? data }, now: this.#heading.now() });
      return;
    }
    if (data === "[DONE]") this.#end();
    else this.#chunk(parseChunk(data));
  }

  #end(): void {
    if (!this.#finished) {
      this.#failure = new ParleyError("upstream_truncated");
      return;
    }
    this.#done = true;
    this.#out.push(streamEnd(this.#heading, this.#model, this.#usage));
  }

  #chunk(chunk: WireChunk | undefined): void {
    if (chunk === undefined) {
      this.#failure = new ParleyError("upstream_invalid");
      return;
    }
    if (chunk.error !== undefined && chunk.error !== null) {
      this.#failure = upstreamError({ body: chunk, now: this.#heading.now() });
      return;
    }
    if (typeof chunk.model === "string") this.#model = chunk.model;
    this.#usage = readUsage(chunk.usage) ?? this.#usage;
    if (Array.isArray(chunk.choices)) for (const choice of chunk.choices) this.#choice(choice);
  }

  #choice(wire: WireChoice): void {
    if (typeof wire !== "object" || wire === null) return;
    const choice = typeof wire.index === "number" ? wire.index : 0;
    const delta: WireDelta = wire.delta ?? {};
    const reasoning = words(delta.reasoning_content) ?? words(delta.reasoning);
    if (reasoning !== undefined) this.#out.push({ type: "reasoning-delta", choice, text: reasoning });
    const text = words(delta.content) ?? words(wire.text);
    if (text !== undefined) this.#out.push(textDelta(choice, text, wire.logprobs?.content));
    const refusal = words(delta.refusal);
    if (refusal !== undefined) this.#out.push({ type: "refusal-delta", choice, text: refusal });
    if (Array.isArray(delta.tool_calls)) for (const call of delta.tool_calls) this.#toolCall(choice, call);
    if (typeof wire.finish_reason === "string" && wire.finish_reason !== "") {
      this.#finished = true;
      const unified = finishes[wire.finish_reason] ?? "stop";
      this.#out.push({ type: "choice-finish", choice, finish: { unified, raw: wire.finish_reason } });
    }
  }

  /** Some upstreams repeat id and name with each piece: a call starts once. */
  #toolCall(choice: number, call: WireToolCall): void {
    const index = call.index ?? 0;
    const key = `${choice}/${index}`;
    const kind = call.custom === undefined || call.custom === null ? "function" : "custom";
    const name = words(call.function?.name) ?? words(call.custom?.name) ?? "";
    if (!this.#calls.has(key)) {
      const callId = words(call.id) ?? `call_${index}`;
      this.#calls.set(key, callId);
      this.#out.push({ type: "tool-call-start", choice, index, callId, name, kind });
    }
    const text = words(call.function?.arguments) ?? words(call.custom?.input);
    if (text !== undefined) this.#out.push({ type: "tool-call-delta", choice, index, text });
  }
}

/** A text with something in it. */
function words(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** `undefined` when the text is no JSON object. */
export function parseChunk(data: string): WireChunk | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // the caller reports it as `upstream_invalid`
  }
}

export function streamEnd(heading: Heading, model: string | undefined, usage: Usage | undefined): StreamEnd {
  return {
    type: "end",
    ...(model !== undefined && { model }),
    ...(usage !== undefined && { usage }),
    ...(heading.upstreamRequestId !== undefined && { upstreamRequestId: heading.upstreamRequestId }),
  };
}

function textDelta(
  choice: number,
  text: string,
  logprobs: readonly WireLogprob[] | null | undefined,
): StreamEvent {
  if (!Array.isArray(logprobs)) return { type: "text-delta", choice, text };
  return { type: "text-delta", choice, text, logprobs: logprobs.map(tokenLogprob) };
}

function tokenLogprob(wire: WireLogprob): TokenLogprob {
  const bytes = (token: { token: string; bytes?: readonly number[] | null }) =>
    token.bytes ?? [...Buffer.from(token.token)];
  return {
    token: wire.token,
    logprob: wire.logprob,
    bytes: bytes(wire),
    top: (wire.top_logprobs ?? []).map((top) => ({
      token: top.token,
      logprob: top.logprob,
      bytes: bytes(top),
    })),
  };
}
