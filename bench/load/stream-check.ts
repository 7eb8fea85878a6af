/** Checks a streamed answer while it passes: how many events, then usage, then `[DONE]`. */
const EVENT_END = Buffer.from("\n\n");
const DATA = Buffer.from("data: {");
const USAGE = Buffer.from('"total_tokens":712');
const DONE = Buffer.from("data: [DONE]\n\n");

export class StreamCheck {
  readonly #chunks: number;
  #seen = 0;
  #usage = false;
  #done = false;
  #pending: Buffer | undefined;

  /** @param chunks how many JSON events a whole stream has. */
  constructor(chunks: number) {
    this.#chunks = chunks;
  }

  /** Takes a piece of the body; gives the number of JSON events that became whole with it. */
  add(piece: Buffer): number {
    const text = this.#pending === undefined ? piece : Buffer.concat([this.#pending, piece]);
    const end = endsWith(text, EVENT_END) ? text.length : text.lastIndexOf(EVENT_END) + EVENT_END.length;
    const wholeEvents = end >= EVENT_END.length && text.includes(EVENT_END);
    if (!wholeEvents) {
      this.#pending = text;
      return 0;
    }
    this.#pending = end === text.length ? undefined : text.subarray(end);
    return this.#count(end === text.length ? text : text.subarray(0, end));
  }

  /** Judges the stream that ends now and makes ready for the next; throws on a wrong one. */
  finish(status: number): void {
    if (status !== 200) throw new Error(`status ${status}: ${String(this.#pending).slice(0, 300)}`);
    if (this.#pending !== undefined) throw new Error("a stream that ends within an event");
    if (this.#seen !== this.#chunks) throw new Error(`${this.#seen} chunks instead of ${this.#chunks}`);
    if (!this.#usage) throw new Error("a stream without usage");
    if (!this.#done) throw new Error("a stream without [DONE]");
    this.#seen = 0;
    this.#usage = false;
    this.#done = false;
  }

  #count(events: Buffer): number {
    let count = 0;
    for (let at = events.indexOf(DATA); at !== -1; at = events.indexOf(DATA, at + DATA.length)) count++;
    this.#seen += count;
    // Only the last chunk has usage, so the others are not searched.
    if (this.#seen >= this.#chunks) {
      this.#usage ||= events.includes(USAGE);
      this.#done ||= endsWith(events, DONE);
    }
    return count;
  }
}

function endsWith(text: Buffer, end: Buffer): boolean {
  return text.length >= end.length && text.compare(end, 0, end.length, text.length - end.length) === 0;
}
