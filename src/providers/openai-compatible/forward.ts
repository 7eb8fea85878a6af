import { isUtf8 } from "node:buffer";
import { SseFrames } from "../../lib/sse-frames.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Usage } from "../../spec/usage.ts";
import { Choices } from "./choices.ts";
import { upstreamError } from "./errors.ts";
import { BeforeContent } from "../upstream/before-content.ts";
import { type Decoder, type Heading, streamEnd } from "../upstream/decoder.ts";
import { isObject, words } from "../upstream/json.ts";
import { mostSilentLines, Silence } from "../upstream/silence.ts";
import { parseChunk } from "./events.ts";
import { readUsage } from "./usage.ts";
import type { WireChoice, WireChunk } from "./wire.ts";

/**
 * What more than words for the caller begins with: an end, a finish reason, an error, figures of usage, and another
 * choice than the first.
 */
const noteworthy =
  /\[DONE\]|"(?:finish_reason"[ \t]*:[ \t]*"|error"|usage"[ \t]*:[ \t]*\{|index"[ \t]*:[ \t]*[1-9])|event:/;

/**
 * The fast lane: whole events of the upstream are handed on as they came, and only looked over.
 *
 * The text is searched for five words that cannot occur inside a JSON string, since their quotes would be
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
  readonly #early = new BeforeContent();
  readonly #silence: Silence;
  readonly #choices = new Choices();
  #done = false;
  #model: string | undefined;
  #usage: Usage | undefined;

  constructor(heading: Heading, keepUsage: boolean) {
    this.#heading = heading;
    this.#silence = new Silence(mostSilentLines, heading.now);
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
    const looked = new Looked(text);
    this.#lookAtChoices(looked);
    this.#lookForError(looked, bytes, out);
    this.#hand(this.#meter(looked, bytes), out);
    if (done !== -1) this.#end(out);
  }

  finish(): void {
    if (this.#done) return;
    // Something came, and it was no event: a web page, or a whole answer where a stream was asked for.
    const noStream = !this.#begun && this.#frames.unfinished > 0;
    throw new ParleyError(noStream ? "upstream_invalid" : "upstream_truncated");
  }

  #end(out: StreamEvent[]): void {
    if (!this.#choices.finished) throw new ParleyError("upstream_truncated");
    this.#done = true;
    out.push(streamEnd(this.#heading, this.#model, this.#usage));
  }

  #hand(bytes: Buffer, out: StreamEvent[]): void {
    if (bytes.length === 0) return;
    // Some send an empty piece for each token of a thought that they hide: of thousands of those the first are enough.
    if (!this.#content && !this.#early.fits(bytes.length)) this.#silence.hear(bytes, false);
    else out.push({ type: "source-bytes", bytes, content: this.#content });
  }

  /** Parses the first events: until a caller would see something, another target may still answer instead. */
  #lookForContent(text: string, bytes: Buffer, out: StreamEvent[]): void {
    // What has no data is passed over as a whole: comments and empty lines can be many.
    let end = 0;
    for (let at = text.indexOf("data:"); at !== -1 && !this.#content; at = text.indexOf("data:", end)) {
      const start = eventStart(text, at);
      end = eventEnd(text, at);
      const data = eventData(text.slice(start, end));
      if (data === undefined) continue;
      const chunk = parseChunk(asUtf8(data));
      if (chunk === undefined) throw new ParleyError("upstream_invalid");
      this.#begun = true;
      this.#throwError(chunk, bytes.subarray(0, start), out);
      // Azure begins with a note on its filters, whose model is the empty text.
      this.#model = words(chunk.model) ?? this.#model;
      this.#see(chunk);
      this.#content = Array.isArray(chunk.choices) && chunk.choices.some(hasContent);
    }
  }

  /** After the content has begun, the first choice is not looked for in every event: it is the one that began. */
  #lookAtChoices(looked: Looked): void {
    for (const { chunk } of looked.eventsWith(ofChoices)) this.#see(chunk);
  }

  #see({ choices }: WireChunk): void {
    if (Array.isArray(choices)) for (const choice of choices) if (isObject(choice)) this.#choices.see(choice);
  }

  #lookForError(looked: Looked, bytes: Buffer, out: StreamEvent[]): void {
    const { text } = looked;
    for (const { chunk, start } of looked.eventsWith(ofErrors)) {
      this.#throwError(chunk, bytes.subarray(0, start), out);
    }
    const named = /^event: ?error\s*$/m.exec(text.includes("event:") ? text : "");
    if (named === null) return;
    const start = eventStart(text, named.index);
    const data = eventData(text.slice(start, eventEnd(text, named.index)));
    const said = data === undefined ? undefined : asUtf8(data);
    this.#throwError({ error: parseChunk(said ?? "") ?? said ?? true }, bytes.subarray(0, start), out);
  }

  /** What came before the error is the caller's; the error's own bytes are said in our words. */
  #throwError(chunk: WireChunk, before: Buffer, out: StreamEvent[]): void {
    if (chunk.error === undefined || chunk.error === null) return;
    if (this.#content) this.#hand(before, out);
    throw upstreamError({ body: chunk, now: this.#heading.now() });
  }

  /** Reads the usage, and takes out the event that the caller did not ask for. */
  #meter(looked: Looked, bytes: Buffer): Buffer {
    const kept: Buffer[] = [];
    let from = 0;
    for (const { chunk, start, end } of looked.eventsWith(ofUsage)) {
      this.#usage ??= readUsage(chunk.usage);
      if (this.#keepUsage || !isObject(chunk.usage) || chunk.choices?.length !== 0) continue;
      kept.push(bytes.subarray(from, start));
      from = end;
    }
    return from === 0 ? bytes : Buffer.concat([...kept, bytes.subarray(from)]);
  }
}

/** Where an event has other choices than the first, or one of them ends. */
const ofChoices = /"(?:finish_reason"[ \t]*:[ \t]*"|index"[ \t]*:[ \t]*[1-9])/g;
const ofErrors = /"error"[ \t]*:[ \t]*(?!null|[ \t])/g;
const ofUsage = /"usage"[ \t]*:[ \t]*\{/g;

interface FoundEvent {
  readonly chunk: WireChunk;
  readonly start: number;
  readonly end: number;
}

/** A text of whole events, each of which is parsed once at most. */
class Looked {
  readonly text: string;
  readonly #parsed = new Map<number, WireChunk | undefined>();

  constructor(text: string) {
    this.text = text;
  }

  /** The events that have the words in them and are JSON, each once, however often it says them. */
  *eventsWith(words: RegExp): Generator<FoundEvent, undefined> {
    words.lastIndex = 0;
    for (let found = words.exec(this.text); found !== null; found = words.exec(this.text)) {
      const start = eventStart(this.text, found.index);
      const end = eventEnd(this.text, found.index);
      if (!this.#parsed.has(start)) {
        this.#parsed.set(start, parseChunk(asUtf8(eventData(this.text.slice(start, end)) ?? "")));
      }
      const chunk = this.#parsed.get(start);
      if (chunk !== undefined) yield { chunk, start, end };
      words.lastIndex = end;
    }
  }
}

/** Whether a caller would see some of the answer: anything but whose turn it is, be it a sound or what is not known yet. */
function hasContent({ text, delta, finish_reason: finish }: WireChoice): boolean {
  if (text || finish) return true;
  return Object.entries(delta ?? {}).some(([name, value]) => name !== "role" && !isNothing(value));
}

function isNothing(value: unknown): boolean {
  return !value || (typeof value === "object" && !Object.values(value).some(Boolean));
}

/** Index of the line `data: [DONE]`; no JSON can hold it, since JSON holds no raw line end. */
function findDone(text: string): number {
  for (let at = text.indexOf("[DONE]"); at !== -1; at = text.indexOf("[DONE]", at + 1)) {
    const line = text.lastIndexOf("\n", at) + 1;
    if (/^data: ?$/.test(text.slice(line, at))) return line;
  }
  return -1;
}

/** Lines end in LF, as `SseFrames` has it: other ends are not searched for, each time through all that follows. */
function eventStart(text: string, at: number): number {
  const before = text.lastIndexOf("\n\n", at);
  return before === -1 ? 0 : before + 2;
}

function eventEnd(text: string, at: number): number {
  const end = text.indexOf("\n\n", at);
  return end === -1 ? text.length : end + 2;
}

/** What is read, and not only searched, is read as what it is: an error's message goes to the caller. */
function asUtf8(latin1: string): string {
  return Buffer.from(latin1, "latin1").toString("utf8");
}

/** The data lines of one event, or `undefined` when it has none (a comment). */
function eventData(event: string): string | undefined {
  let data: string | undefined;
  for (const line of event.split("\n")) {
    if (!line.startsWith("data:")) continue;
    const value = line.startsWith("data: ") ? line.slice(6) : line.slice(5);
    data = data === undefined ? value : `${data}\n${value}`;
  }
  return data;
}
