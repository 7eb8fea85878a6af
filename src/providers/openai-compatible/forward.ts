import { isUtf8 } from "node:buffer";
import { SseFrames } from "../../lib/sse-frames.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Usage } from "../../spec/usage.ts";
import { upstreamError } from "./errors.ts";
import { type Decoder, type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, words } from "../upstream/json.ts";
import { parseChunk } from "./events.ts";
import { readUsage } from "./usage.ts";
import type { WireChoice, WireChunk } from "./wire.ts";

/** What more than words for the caller begins with: an end, a finish reason, an error, figures of usage. */
const noteworthy = /\[DONE\]|"(?:finish_reason"[ \t]*:[ \t]*"|error"|usage"[ \t]*:[ \t]*\{)|event:/;

/**
 * The fast lane: whole events of the upstream are handed on as they came, and only looked over.
 *
 * The text is searched for four words that cannot occur inside a JSON string, since their quotes would be
 * escaped there; what is found is parsed. Until the first content every event is parsed. The bytes are read as
 * Latin-1, which is one copy and keeps positions equal to byte positions: all words searched for are ASCII.
 */
export class ChatForwarder implements Decoder {
  readonly #heading: Heading;
  /** Whether the event that only carries the usage is the caller's, or ours and to be taken out. */
  readonly #keepUsage: boolean;
  readonly #frames = new SseFrames();
  #begun = false;
  #content = false;
  #finished = false;
  #done = false;
  #model: string | undefined;
  #usage: Usage | undefined;

  constructor(heading: Heading, keepUsage: boolean) {
    this.#heading = heading;
    this.#keepUsage = keepUsage;
  }

  push(chunk: Buffer, out: StreamEvent[]): void {
    if (this.#done) return;
    let bytes = this.#frames.push(chunk);
    if (bytes.length === 0) return;
    if (!isUtf8(bytes)) throw new ParleyError("upstream_invalid");
    let text = bytes.toString("latin1");
    // One look for all words at once, at a fifth of the price of looking for each: most events have none of them.
    if (this.#content && !noteworthy.test(text)) {
      out.push({ type: "source-bytes", bytes, content: true });
      return;
    }
    const done = findDone(text);
    if (done !== -1) {
      bytes = bytes.subarray(0, done);
      text = text.slice(0, done);
    }
    if (!this.#content) this.#lookForContent(text, bytes, out);
    this.#finished ||= hasFinish(text);
    this.#lookForError(text, bytes, out);
    this.#hand(this.#meter(text, bytes), out);
    if (done !== -1) this.#end(out);
  }

  finish(): void {
    if (this.#done) return;
    // Something came, and it was no event: a web page, or a whole answer where a stream was asked for.
    const noStream = !this.#begun && this.#frames.unfinished > 0;
    throw new ParleyError(noStream ? "upstream_invalid" : "upstream_truncated");
  }

  #end(out: StreamEvent[]): void {
    if (!this.#finished) throw new ParleyError("upstream_truncated");
    this.#done = true;
    out.push(streamEnd(this.#heading, this.#model, this.#usage));
  }

  #hand(bytes: Buffer, out: StreamEvent[]): void {
    if (bytes.length > 0) out.push({ type: "source-bytes", bytes, content: this.#content });
  }

  /** Parses the first events: until a caller would see something, another target may still answer instead. */
  #lookForContent(text: string, bytes: Buffer, out: StreamEvent[]): void {
    for (let at = 0; at < text.length && !this.#content;) {
      const end = eventEnd(text, at);
      const data = eventData(text.slice(at, end));
      if (data !== undefined) {
        const chunk = parseChunk(data);
        if (chunk === undefined) throw new ParleyError("upstream_invalid");
        this.#begun = true;
        this.#throwError(chunk, bytes.subarray(0, at), out);
        // Azure begins with a note on its filters, whose model is the empty text.
        this.#model = words(chunk.model) ?? this.#model;
        this.#content = Array.isArray(chunk.choices) && chunk.choices.some(hasContent);
      }
      at = end;
    }
  }

  #lookForError(text: string, bytes: Buffer, out: StreamEvent[]): void {
    for (let at = memberValue(text, '"error"', 0); at !== -1; at = memberValue(text, '"error"', at)) {
      if (text.startsWith("null", at)) continue;
      const start = eventStart(text, at);
      const chunk = parseChunk(eventData(text.slice(start, eventEnd(text, at))) ?? "");
      if (chunk !== undefined) this.#throwError(chunk, bytes.subarray(0, start), out);
    }
    const named = /^event: ?error\s*$/m.exec(text.includes("event:") ? text : "");
    if (named === null) return;
    const start = eventStart(text, named.index);
    const data = eventData(text.slice(start, eventEnd(text, named.index)));
    this.#throwError({ error: parseChunk(data ?? "") ?? data ?? true }, bytes.subarray(0, start), out);
  }

  /** What came before the error is the caller's; the error's own bytes are said in our words. */
  #throwError(chunk: WireChunk, before: Buffer, out: StreamEvent[]): void {
    if (chunk.error === undefined || chunk.error === null) return;
    if (this.#content) this.#hand(before, out);
    throw upstreamError({ body: chunk, now: this.#heading.now() });
  }

  /** Reads the usage, and takes out the event that the caller did not ask for. */
  #meter(text: string, bytes: Buffer): Buffer {
    let rest = bytes;
    for (const at of usagesFromTheEnd(text)) {
      const start = eventStart(text, at);
      const end = eventEnd(text, at);
      const chunk = parseChunk(eventData(text.slice(start, end)) ?? "");
      if (chunk === undefined) continue;
      this.#usage ??= readUsage(chunk.usage);
      if (!this.#keepUsage && isObject(chunk.usage) && chunk.choices?.length === 0) {
        rest = Buffer.concat([rest.subarray(0, start), rest.subarray(end)]);
      }
    }
    return rest;
  }
}

function hasFinish(text: string): boolean {
  for (
    let at = memberValue(text, '"finish_reason"', 0);
    at !== -1;
    at = memberValue(text, '"finish_reason"', at)
  ) {
    if (text.charAt(at) === '"') return true;
  }
  return false;
}

/** Where figures of usage begin, last first, so that cutting one out leaves the others where they are. */
function usagesFromTheEnd(text: string): readonly number[] {
  const found: number[] = [];
  for (let at = memberValue(text, '"usage"', 0); at !== -1; at = memberValue(text, '"usage"', at)) {
    if (text.charAt(at) === "{") found.unshift(at);
  }
  return found;
}

/** Whether a caller would see some of the answer. */
function hasContent(choice: WireChoice): boolean {
  const delta = choice.delta ?? {};
  return Boolean(
    choice.text ||
    delta.content ||
    delta.refusal ||
    delta.reasoning ||
    delta.reasoning_content ||
    (delta.tool_calls?.length ?? 0) > 0 ||
    choice.finish_reason,
  );
}

/** Index of the line `data: [DONE]`; no JSON can hold it, since JSON holds no raw line end. */
function findDone(text: string): number {
  for (let at = text.indexOf("[DONE]"); at !== -1; at = text.indexOf("[DONE]", at + 1)) {
    const line = text.lastIndexOf("\n", at) + 1;
    if (/^data: ?$/.test(text.slice(line, at))) return line;
  }
  return -1;
}

/**
 * Index of the value of the next member `name` at or after `from`, −1 when there is none. A text in quotes is a
 * member's name only where a colon follows, with any white space around it.
 */
function memberValue(text: string, name: string, from: number): number {
  for (let at = text.indexOf(name, from); at !== -1; at = text.indexOf(name, at + 1)) {
    const colon = skipSpace(text, at + name.length);
    if (text.charCodeAt(colon) === 0x3a) return skipSpace(text, colon + 1);
  }
  return -1;
}

function skipSpace(text: string, from: number): number {
  let i = from;
  for (let code = text.charCodeAt(i); code === 0x20 || code === 0x09; code = text.charCodeAt(++i));
  return i;
}

function eventStart(text: string, at: number): number {
  const lf = text.lastIndexOf("\n\n", at);
  const crlf = text.lastIndexOf("\n\r\n", at);
  return Math.max(lf === -1 ? 0 : lf + 2, crlf === -1 ? 0 : crlf + 3);
}

function eventEnd(text: string, at: number): number {
  const lf = text.indexOf("\n\n", at);
  const crlf = text.indexOf("\n\r\n", at);
  return Math.min(lf === -1 ? text.length : lf + 2, crlf === -1 ? text.length : crlf + 3);
}

/** The data lines of one event, or `undefined` when it has none (a comment). */
function eventData(event: string): string | undefined {
  let data: string | undefined;
  for (const line of event.split(/\r?\n/)) {
    if (!line.startsWith("data:")) continue;
    const value = line.startsWith("data: ") ? line.slice(6) : line.slice(5);
    data = data === undefined ? value : `${data}\n${value}`;
  }
  return data;
}
