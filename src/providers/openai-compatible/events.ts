import { lookUp } from "../../lib/look-up.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent, TokenLogprob } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Usage } from "../../spec/usage.ts";
import { type Heading, streamEnd } from "../upstream/decoder.ts";
import { count, isObject, jsonOf, words } from "../upstream/json.ts";
import { SseDecoder } from "../upstream/sse-decoder.ts";
import { Choices } from "./choices.ts";
import { upstreamError } from "./errors.ts";
import { readUsage } from "./usage.ts";
import type { WireChoice, WireChunk, WireDelta, WireLogprob, WireToolCall } from "./wire.ts";

const finishes: Readonly<Record<string, Finish["unified"]>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
};

/** The slow lane: a stream of the chat dialect becomes events, one by one. */
export class ChatTranslator extends SseDecoder {
  readonly #heading: Heading;
  readonly #ownId: string;
  readonly #calls = new Map<string, string>();
  #out: StreamEvent[] = [];
  #usage: Usage | undefined;
  #model: string | undefined;
  readonly #choices = new Choices();
  #done = false;

  /** @param ownId Different for each answer: calls to which the upstream gives no ids are named after it. */
  constructor(heading: Heading, ownId: string) {
    super(heading);
    this.#heading = heading;
    this.#ownId = ownId;
  }

  protected get complete(): boolean {
    return this.#done;
  }

  protected event(name: string | undefined, data: string, out: StreamEvent[]): void {
    if (this.#done) return;
    this.#out = out;
    if (name === "error") {
      throw upstreamError({ body: { error: parseChunk(data) ?? data }, now: this.#heading.now() });
    }
    if (data === "[DONE]") this.#end();
    else this.#chunk(parseChunk(data));
  }

  #end(): void {
    if (!this.#choices.finished) throw new ParleyError("upstream_truncated");
    this.#done = true;
    this.#out.push(streamEnd(this.#heading, this.#model, this.#usage));
  }

  #chunk(chunk: WireChunk | undefined): void {
    if (chunk === undefined) throw new ParleyError("upstream_invalid");
    if (chunk.error !== undefined && chunk.error !== null) {
      throw upstreamError({ body: chunk, now: this.#heading.now() });
    }
    // Azure's notes on its filters come as chunks whose model is the empty text.
    this.#model = words(chunk.model) ?? this.#model;
    this.#usage = readUsage(chunk.usage) ?? this.#usage;
    if (Array.isArray(chunk.choices)) for (const choice of chunk.choices) this.#choice(choice);
  }

  #choice(wire: WireChoice): void {
    if (typeof wire !== "object" || wire === null) return;
    const choice = indexOf(wire.index, mostChoices);
    this.#choices.see(wire);
    const delta: WireDelta = wire.delta ?? {};
    const reasoning = words(delta.reasoning_content) ?? words(delta.reasoning);
    if (reasoning !== undefined) this.#out.push({ type: "reasoning-delta", choice, text: reasoning });
    const text = words(delta.content) ?? words(wire.text);
    if (text !== undefined) this.#out.push(textDelta(choice, text, wire.logprobs?.content));
    const refusal = words(delta.refusal);
    if (refusal !== undefined) this.#out.push({ type: "refusal-delta", choice, text: refusal });
    if (Array.isArray(delta.tool_calls)) for (const call of delta.tool_calls) this.#toolCall(choice, call);
    if (typeof wire.finish_reason === "string" && wire.finish_reason !== "") {
      const unified = lookUp(finishes, wire.finish_reason) ?? "stop";
      this.#out.push({ type: "choice-finish", choice, finish: { unified, raw: wire.finish_reason } });
    }
  }

  /** Some upstreams repeat id and name with each piece: a call starts once. */
  #toolCall(choice: number, call: WireToolCall): void {
    const index = indexOf(call.index, mostToolCalls);
    const key = `${choice}/${index}`;
    const kind = call.custom === undefined || call.custom === null ? "function" : "custom";
    const name = words(call.function?.name) ?? words(call.custom?.name) ?? "";
    if (!this.#calls.has(key)) {
      const callId = words(call.id) ?? `call_${this.#ownId}_${choice === 0 ? "" : `${choice}_`}${index}`;
      this.#calls.set(key, callId);
      this.#out.push({ type: "tool-call-start", choice, index, callId, name, kind });
    }
    const text = words(call.function?.arguments) ?? words(call.custom?.input);
    if (text !== undefined) this.#out.push({ type: "tool-call-delta", choice, index, text });
  }
}

/** More than anybody may ask for: a higher number would make room for all below it. */
const mostChoices = 4_096;
const mostToolCalls = 4_096;

/** Some upstreams leave the number out where there is only one. */
function indexOf(value: unknown, most: number): number {
  if (value === undefined || value === null) return 0;
  const index = count(value);
  if (index === undefined || index >= most) throw new ParleyError("upstream_invalid");
  return index;
}

/** `undefined` when the text is no JSON object. */
export function parseChunk(data: string): WireChunk | undefined {
  const value = jsonOf(data);
  return isObject(value) ? value : undefined;
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
