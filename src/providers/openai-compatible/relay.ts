import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Usage } from "../../spec/usage.ts";
import { type Decoder, type Heading, streamEnd } from "../upstream/decoder.ts";
import { count, isObject, type Json, jsonOf, known } from "../upstream/json.ts";
import { upstreamError } from "./errors.ts";

/** Bytes of a JSON answer, or of a line of a stream, up to which it is read for its usage. */
const longestRead = 64 * 1024 * 1024;

const lf = 0x0a;

/**
 * Hands on an answer of the endpoints for sounds and pictures as it comes, and looks for its usage: JSON bodies and the
 * events of streams tell it, sounds do not.
 *
 * A JSON body is handed on whole, so that one that is no JSON, or an error, never looks like an answer.
 */
export class RelayDecoder implements Decoder {
  readonly #heading: Heading;
  readonly #type: string;
  /** Pictures that were asked for: what a picture's answer has, unless it shows another number. */
  readonly #images: number | undefined;
  #chunks: Buffer[] = [];
  #size = 0;
  #begun = false;
  #usage: Usage | undefined;

  constructor(heading: Heading, images: number | undefined) {
    this.#heading = heading;
    this.#type = heading.contentType ?? "application/octet-stream";
    this.#images = images;
  }

  get #isJson(): boolean {
    return /^application\/json\b/i.test(this.#type);
  }

  get #isStream(): boolean {
    return /^text\/event-stream\b/i.test(this.#type);
  }

  push(chunk: Buffer, out: StreamEvent[]): void {
    // The page of something in between, such as a proxy: nobody speaks or draws in HTML.
    if (/^text\/html\b/i.test(this.#type)) throw new ParleyError("upstream_invalid");
    if (this.#isJson || this.#isStream) this.#keep(chunk);
    // A long line is put together once, and not again with each of its pieces.
    if (this.#isStream && chunk.includes(lf)) this.#readLines();
    if (!this.#isJson) this.#hand(chunk, out);
  }

  finish(out: StreamEvent[]): void {
    if (this.#isJson) {
      const bytes = Buffer.concat(this.#chunks);
      const body = jsonOf(bytes.toString("utf8"));
      if (!isObject(body)) throw new ParleyError("upstream_invalid");
      if (body["error"] !== undefined && body["error"] !== null) {
        throw upstreamError({ body, now: this.#heading.now() });
      }
      const images = Array.isArray(body["data"]) ? body["data"].length : this.#images;
      this.#usage = relayUsage(body, this.#images === undefined ? undefined : images);
      this.#hand(bytes, out);
    }
    const images = this.#images === undefined ? undefined : { images: this.#images };
    out.push(streamEnd(this.#heading, undefined, this.#usage ?? images));
  }

  #hand(bytes: Buffer, out: StreamEvent[]): void {
    out.push({
      type: "source-bytes",
      bytes,
      content: true,
      ...(!this.#begun && { contentType: this.#type }),
    });
    this.#begun = true;
  }

  #keep(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size <= longestRead) return;
    throw new ParleyError("upstream_invalid", { message: "The model's provider sent too much." });
  }

  /** Whole lines are read and forgotten; an error among them ends the answer as one. */
  #readLines(): void {
    const bytes = Buffer.concat(this.#chunks);
    const end = bytes.lastIndexOf(lf) + 1;
    for (const line of bytes.toString("utf8", 0, end).split("\n")) {
      if (!line.startsWith("data:") || !/"(usage|error)"/.test(line)) continue;
      const body = jsonOf(line.slice(5));
      if (!isObject(body)) continue;
      if (body["error"] !== undefined && body["error"] !== null) {
        throw upstreamError({ body, now: this.#heading.now() });
      }
      this.#usage = relayUsage(body, this.#images) ?? this.#usage;
    }
    const rest = bytes.subarray(end);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
  }
}

/** `usage` of pictures, transcripts and speeches; a transcript may tell seconds instead, which are no tokens. */
function relayUsage(body: Json, images: number | undefined): Usage | undefined {
  const wire = isObject(body["usage"]) ? body["usage"] : {};
  const input = isObject(wire["input_tokens_details"]) ? wire["input_tokens_details"] : {};
  const output = isObject(wire["output_tokens_details"]) ? wire["output_tokens_details"] : {};
  const usage = known<Usage>({
    inputTokens: count(wire["input_tokens"]),
    outputTokens: count(wire["output_tokens"]),
    cachedTokens: count(input["cached_tokens"]),
    inputImageTokens: count(input["image_tokens"]),
    inputAudioTokens: count(input["audio_tokens"]),
    outputImageTokens: count(output["image_tokens"]),
    outputAudioTokens: count(output["audio_tokens"]),
    images,
  });
  return Object.keys(usage).length === 0 ? undefined : usage;
}
