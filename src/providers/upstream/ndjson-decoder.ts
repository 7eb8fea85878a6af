import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Decoder, Heading } from "./decoder.ts";
import type { Json } from "./json.ts";
import { JsonLines } from "./json-lines.ts";
import { mostSilentLines, Silence } from "./silence.ts";

/** Reads an upstream's stream of JSON objects, one a line, which a dialect turns into events. */
export abstract class NdjsonDecoder implements Decoder {
  readonly #lines = new JsonLines((line) => this.line(line, this.#out));
  readonly #silence: Silence;
  #out: StreamEvent[] = [];

  constructor({ now }: Pick<Heading, "now">) {
    this.#silence = new Silence(mostSilentLines, now);
  }

  /** One object of the upstream. What it throws ends the stream, after what was added before it. */
  protected abstract line(line: Json, out: StreamEvent[]): void;

  /** Whether the answer is complete: the body may end now. */
  protected abstract get complete(): boolean;

  push(chunk: Buffer, out: StreamEvent[]): void {
    this.#out = out;
    const before = out.length;
    this.#lines.push(chunk);
    this.#silence.hear(chunk, out.length > before);
  }

  finish(out: StreamEvent[]): void {
    this.#out = out;
    this.#lines.finish();
    if (!this.complete) throw new ParleyError("upstream_truncated");
  }
}
