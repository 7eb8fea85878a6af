import { createParser, type EventSourceParser } from "eventsource-parser";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder, Heading } from "./decoder.ts";
import { mostSilentLines, Silence } from "./silence.ts";

/** Longest single event, in characters; see `SseFrames`. */
const largestEvent = 16 * 1024 * 1024;

/** Reads an upstream's server-sent events, which a dialect turns into ours. */
export abstract class SseDecoder implements Decoder {
  readonly #text = new TextDecoder("utf-8", { fatal: true });
  readonly #parser: EventSourceParser;
  readonly #silence: Silence;
  #failure: ParleyError | undefined;
  #received = false;
  #begun = false;
  #out: StreamEvent[] = [];

  constructor({ now }: Pick<Heading, "now">) {
    this.#silence = new Silence(mostSilentLines, now);
    this.#parser = createParser({
      onEvent: ({ event, data }) => {
        if (this.#failure !== undefined) return;
        this.#begun = true;
        try {
          this.event(event, data, this.#out);
        } catch (error) {
          this.#failure =
            error instanceof ParleyError ? error : new ParleyError("upstream_invalid", { cause: error });
        }
      },
      maxBufferSize: largestEvent,
    });
  }

  /** One event of the upstream. What it throws ends the stream, after what was added before it. */
  protected abstract event(name: string | undefined, data: string, out: StreamEvent[]): void;

  /** Whether the answer is complete: the body may end now. */
  protected abstract get complete(): boolean;

  /** The body ended after a complete answer; adds the `end` where no event of the upstream did. */
  protected end(_out: StreamEvent[]): void {}

  push(chunk: Buffer, out: StreamEvent[]): void {
    this.#out = out;
    this.#received = true;
    const before = out.length;
    try {
      this.#parser.feed(this.#text.decode(chunk, { stream: true }));
    } catch (cause) {
      throw new ParleyError("upstream_invalid", { cause });
    }
    if (this.#failure !== undefined) throw this.#failure;
    this.#silence.hear(chunk, out.length > before);
  }

  finish(out: StreamEvent[]): void {
    if (this.complete) {
      this.end(out);
      return;
    }
    // Something came, and it was no event: a web page, or a whole answer where a stream was asked for.
    throw new ParleyError(this.#received && !this.#begun ? "upstream_invalid" : "upstream_truncated");
  }
}
