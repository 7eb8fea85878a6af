import { lookUp } from "../../lib/look-up.ts";
import type { EventStreamCodec } from "@smithy/eventstream-codec";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Finish } from "../../spec/finish.ts";
import type { Usage } from "../../spec/usage.ts";
import { type Decoder, type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, jsonOf, words } from "../upstream/json.ts";
import { Silence } from "../upstream/silence.ts";
import { annotation } from "./citations.ts";
import { exception } from "./errors.ts";
import { type Frame, FrameReader } from "./frames.ts";
import { readUsage } from "./usage.ts";
import type { WireCitation, WireDelta, WireEvent } from "./wire.ts";

const finishes: Readonly<Record<string, Finish["unified"]>> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool-calls",
  max_tokens: "length",
  model_context_window_exceeded: "length",
  content_filtered: "content-filter",
  guardrail_intervened: "content-filter",
};

/** The model wrote something that Amazon itself could not read: there is no whole answer. */
const failures: ReadonlySet<string> = new Set(["malformed_model_output", "malformed_tool_use"]);

/** Blocks of an answer that may be open at once, and the longest seal in characters: a flood ends here. */
const mostBlocks = 1000;
const longestSeal = 4 * 1024 * 1024;

/** Frames that may be nothing to the reader at once, and in a quarter of a minute: each costs its checksums. */
const mostSilentFrames = 5_000;

/** A content block that has begun. */
interface Block {
  /** Number of the tool call, where it is one. */
  readonly call: number | undefined;
  /** Where its text begins in the answer's. */
  readonly start: number;
  citations: WireCitation[];
  signature: string;
  redacted: Buffer[];
  sealSize: number;
}

/** ConverseStream's events become ours. The answer is whole after `messageStop`; what it cost follows in `metadata`. */
export class ConverseDecoder implements Decoder {
  readonly #heading: Heading;
  readonly #frames: FrameReader;
  readonly #silence: Silence;
  readonly #blocks = new Map<number, Block>();
  #out: StreamEvent[] = [];
  #calls = 0;
  #written = 0;
  #usage: Usage | undefined;
  #stopped = false;

  constructor(heading: Heading, codec: EventStreamCodec) {
    this.#heading = heading;
    this.#frames = new FrameReader(codec);
    this.#silence = new Silence(mostSilentFrames, heading.now);
  }

  push(chunk: Buffer, out: StreamEvent[]): void {
    this.#out = out;
    const before = out.length;
    const frames = this.#frames.push(chunk, this.#frame);
    this.#silence.hear(chunk, out.length > before, frames);
  }

  finish(out: StreamEvent[]): void {
    if (!this.#stopped || this.#frames.unfinished > 0) throw new ParleyError("upstream_truncated");
    out.push(streamEnd(this.#heading, undefined, this.#usage));
  }

  readonly #frame = ({ kind, name, body }: Frame): void => {
    const event = jsonOf(body.toString("utf8"));
    if (kind === "exception" || kind === "error") throw exception(name, event, this.#heading.now());
    if (kind !== "event" || !isObject(event)) throw new ParleyError("upstream_invalid");
    this.#event(name, event);
  };

  #event(name: string | undefined, event: WireEvent): void {
    if (name === "metadata") this.#usage = readUsage(event.usage) ?? this.#usage;
    if (this.#stopped) return;
    if (name === "contentBlockStart") this.#start(event);
    else if (name === "contentBlockDelta") this.#delta(this.#block(indexOf(event)), event.delta ?? {});
    else if (name === "contentBlockStop") this.#close(indexOf(event));
    else if (name === "messageStop") this.#stop(words(event.stopReason));
  }

  /** Only calls of tools are announced; other blocks begin with their first delta. */
  #start(event: WireEvent): void {
    const call = event.start?.toolUse;
    if (!isObject(call)) return;
    const [callId, name] = [words(call.toolUseId), words(call.name)];
    if (callId === undefined || name === undefined) throw new ParleyError("upstream_invalid");
    const index = this.#calls++;
    this.#block(indexOf(event), index);
    this.#out.push({ type: "tool-call-start", choice: 0, index, callId, name, kind: "function" });
  }

  #block(index: number, call?: number): Block {
    const open = this.#blocks.get(index);
    if (open !== undefined) return open;
    if (this.#blocks.size >= mostBlocks) throw new ParleyError("upstream_invalid");
    const fresh = { call, start: this.#written, citations: [], signature: "", redacted: [], sealSize: 0 };
    this.#blocks.set(index, fresh);
    return fresh;
  }

  #delta(block: Block, delta: WireDelta): void {
    const text = words(delta.text);
    if (text !== undefined) {
      this.#written += text.length;
      this.#out.push({ type: "text-delta", choice: 0, text });
    }
    const input = words(delta.toolUse?.input);
    if (input !== undefined && block.call !== undefined) {
      this.#out.push({ type: "tool-call-delta", choice: 0, index: block.call, text: input });
    }
    if (isObject(delta.citation) && block.citations.length < mostBlocks) block.citations.push(delta.citation);
    if (isObject(delta.reasoningContent)) this.#reasoning(block, delta.reasoningContent);
  }

  #reasoning(
    block: Block,
    { text, signature, redactedContent }: NonNullable<WireDelta["reasoningContent"]>,
  ): void {
    const thought = words(text);
    if (thought !== undefined) this.#out.push({ type: "reasoning-delta", choice: 0, text: thought });
    const [sign, hidden] = [words(signature) ?? "", words(redactedContent) ?? ""];
    block.sealSize += sign.length + hidden.length;
    if (block.sealSize > longestSeal) throw new ParleyError("upstream_invalid");
    block.signature += sign;
    if (hidden !== "") block.redacted.push(Buffer.from(hidden, "base64"));
  }

  #close(index: number): void {
    const block = this.#blocks.get(index);
    if (block === undefined) return;
    this.#blocks.delete(index);
    if (block.redacted.length > 0) {
      const data = Buffer.concat(block.redacted).toString("base64");
      this.#out.push({ type: "reasoning-seal", choice: 0, seal: { maker: "bedrock", data, hidden: true } });
    } else if (block.signature !== "") {
      const seal = { maker: "bedrock", data: block.signature } as const;
      this.#out.push({ type: "reasoning-seal", choice: 0, seal });
    }
    for (const citation of block.citations) {
      const found = annotation(citation, block.start, this.#written);
      if (found !== undefined) this.#out.push({ type: "annotation", choice: 0, annotation: found });
    }
  }

  #stop(raw: string | undefined): void {
    if (raw === undefined) throw new ParleyError("upstream_invalid");
    for (const index of this.#blocks.keys()) this.#close(index);
    if (failures.has(raw)) throw new ParleyError("upstream_failed", { raw: { code: raw } });
    this.#stopped = true;
    const known = lookUp(finishes, raw) ?? "stop";
    // Some models end their turn in the usual way behind a call as well.
    const unified = known === "stop" && this.#calls > 0 ? "tool-calls" : known;
    this.#out.push({ type: "choice-finish", choice: 0, finish: { unified, raw } });
  }
}

function indexOf({ contentBlockIndex }: WireEvent): number {
  return typeof contentBlockIndex === "number" ? contentBlockIndex : 0;
}
