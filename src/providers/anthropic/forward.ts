import { isUtf8 } from "node:buffer";
import { SseFrames } from "../../lib/sse-frames.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import { BeforeContent } from "../upstream/before-content.ts";
import { type Decoder, type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, type Json, words } from "../upstream/json.ts";
import { messagesError } from "./errors.ts";
import { parseEvent, stopReason } from "./events.ts";
import { type RawEvent, rawEvents } from "./raw-events.ts";
import { mergeUsage, readUsage } from "./usage.ts";
import type { WireEvent } from "./wire.ts";

/**
 * What all events but those with a piece of the answer have in them. Neither can occur inside a JSON string: its
 * quotes would be escaped there, and it holds no raw line end.
 */
const noteworthy = /"type"[ \t]*:[ \t]*"(?:message_|error)|^event: ?(?:message_|error)/m;

/**
 * The fast lane: whole events of the upstream are handed on as they came, and only looked over. `message_stop` is
 * kept back, like the `[DONE]` of other dialects: who writes the answer says it when the call is settled.
 *
 * Until the first content, and wherever something noteworthy may be, the events are parsed. The bytes are read as
 * Latin-1, which is one copy and keeps positions equal to byte positions: all words searched for are ASCII.
 */
export class MessagesForwarder implements Decoder {
  readonly #heading: Heading;
  readonly #frames = new SseFrames();
  #begun = false;
  #content = false;
  readonly #early = new BeforeContent();
  #finished = false;
  #done = false;
  #model: string | undefined;
  #usage: Json = {};

  constructor(heading: Heading) {
    this.#heading = heading;
  }

  push(chunk: Buffer, out: StreamEvent[]): void {
    if (this.#done) return;
    const bytes = this.#frames.push(chunk);
    if (bytes.length === 0) return;
    if (!isUtf8(bytes)) throw new ParleyError("upstream_invalid");
    const text = bytes.toString("latin1");
    if (this.#content && !noteworthy.test(text)) {
      out.push({ type: "source-bytes", bytes, content: true });
      return;
    }
    for (const raw of rawEvents(text)) {
      const stopped = this.#event(raw, bytes, out);
      if (stopped) return;
    }
    this.#hand(bytes, out);
  }

  finish(): void {
    if (this.#done) return;
    // Something came, and it was no event: a web page, or a whole answer where a stream was asked for.
    const noStream = !this.#begun && this.#frames.unfinished > 0;
    throw new ParleyError(noStream ? "upstream_invalid" : "upstream_truncated");
  }

  /** Says whether the answer ends with this event. */
  #event({ start, name, data }: RawEvent, bytes: Buffer, out: StreamEvent[]): boolean {
    if (data === undefined) return false; // a comment
    const event = parseEvent(Buffer.from(data, "latin1").toString("utf8"));
    const type = name === "error" ? name : (event?.type ?? name);
    if (type === "error") {
      // What came before the error is the caller's; the error's own bytes are said in our words.
      if (this.#content) this.#hand(bytes.subarray(0, start), out);
      throw messagesError({ body: event ?? { error: data }, now: this.#heading.now() });
    }
    if (event === undefined) throw new ParleyError("upstream_invalid");
    this.#begun = true;
    if (type === "message_stop") {
      this.#stop(bytes.subarray(0, start), out);
      return true;
    }
    this.#meter(type, event);
    return false;
  }

  #meter(type: unknown, event: WireEvent): void {
    if (type === "message_start" && isObject(event.message)) {
      this.#model = words(event.message["model"]) ?? this.#model;
      this.#usage = mergeUsage(this.#usage, event.message["usage"]);
    }
    if (type === "message_delta") {
      this.#usage = mergeUsage(this.#usage, event.usage);
      if (isObject(event.delta)) this.#finished ||= stopReason(event.delta) !== undefined;
    }
    this.#content ||= hasContent(type, event);
  }

  #stop(before: Buffer, out: StreamEvent[]): void {
    this.#hand(before, out);
    if (!this.#finished) throw new ParleyError("upstream_truncated");
    this.#done = true;
    out.push(streamEnd(this.#heading, this.#model, readUsage(this.#usage)));
  }

  #hand(bytes: Buffer, out: StreamEvent[]): void {
    if (bytes.length === 0) return;
    if (!this.#content) this.#early.add(bytes.length);
    out.push({ type: "source-bytes", bytes, content: this.#content });
  }
}

/** Whether a caller would see some of the answer: until then, another target may still answer instead. */
function hasContent(type: unknown, { content_block: block }: WireEvent): boolean {
  if (type === "content_block_delta" || type === "message_delta") return true;
  if (type !== "content_block_start" || !isObject(block)) return false;
  // Texts and thoughts begin empty; of all others the beginning says something.
  return block["type"] !== "text" && block["type"] !== "thinking";
}
