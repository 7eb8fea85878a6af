import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent } from "../spec/event.ts";
import type { Exchange } from "./exchange.ts";
import { asParleyError, problemBody } from "./problem.ts";
import { standardHeaders } from "./reply.ts";

/** Writes events in a dialect. Each text is one or more whole SSE events; empty when there is nothing to say. */
export interface StreamRenderer {
  event(event: Exclude<StreamEvent, StreamEnd>): string | Uint8Array;
  end(event: StreamEnd): string;
}

/** A reader that takes nothing for so long is gone, in milliseconds. */
const stalledAfter = 30_000;

const crlf = Buffer.from("\r\n");

/**
 * Owns an open stream, from its headers to its one end.
 *
 * Nothing is written before the first event, so that an early failure is a plain error with its own status:
 * it is thrown to the caller. A later failure is an error event, and the stream then ends without `[DONE]`.
 */
export async function streamEvents(
  exchange: Exchange,
  stream: EventStream,
  renderer: StreamRenderer,
): Promise<void> {
  try {
    let result = await stream.next();
    if (result.done !== true && result.value.type === "start") exchange.limits = result.value.limits;
    const writer = new StreamWriter(exchange);
    try {
      while (result.done !== true && result.value.type !== "end") {
        const slow = writer.write(renderer.event(result.value));
        if (slow !== undefined) await slow;
        result = await stream.next();
      }
      if (result.done !== true && result.value.type === "end") await writer.write(renderer.end(result.value));
    } catch (error) {
      await writer.fail(error);
    }
    writer.end();
  } finally {
    await stream.return();
  }
}

/**
 * Sends texts, each one or more whole SSE events, as they come: for streams that are no answers of a model.
 * Early and late failures are as with `streamEvents`.
 */
export async function streamTexts(
  exchange: Exchange,
  texts: AsyncIterator<string, undefined>,
): Promise<void> {
  try {
    let result = await texts.next();
    const writer = new StreamWriter(exchange);
    try {
      for (; result.done !== true; result = await texts.next()) await writer.write(result.value);
    } catch (error) {
      await writer.fail(error);
    }
    writer.end();
  } finally {
    await texts.return?.();
  }
}

class StreamWriter {
  readonly #exchange: Exchange;
  /** Whether frames may go to the socket directly: one write instead of the three of `ServerResponse.write`. */
  readonly #direct: boolean;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    const { response, request } = exchange;
    response.writeHead(200, {
      ...standardHeaders(exchange),
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
    });
    response.flushHeaders();
    // A pipelined request waits for the one before it and has no socket yet; HTTP/1.0 knows no chunks.
    this.#direct = response.socket !== null && request.httpVersionMinor === 1 && response.chunkedEncoding;
  }

  /** Waits while the reader is slow. Fails with `cancelled` when the reader has left. */
  write(text: string | Uint8Array): Promise<void> | undefined {
    if (text.length === 0) return undefined;
    const { response } = this.#exchange;
    if (response.destroyed) throw new ParleyError("cancelled");
    const { socket } = response;
    const flowing = this.#direct && socket !== null ? socket.write(frame(text)) : response.write(text);
    return flowing ? undefined : this.#drained();
  }

  /** Notes what went wrong, and tells the reader as an error event. */
  async fail(thrown: unknown): Promise<void> {
    const error = asParleyError(thrown);
    this.#exchange.noteFailure(error);
    const told = (error.code === "cancelled" ? this.#exchange.abortReason : undefined) ?? error;
    try {
      await this.write(`data: ${JSON.stringify(problemBody(told))}\n\n`);
    } catch {
      // The reader has left: there is nobody to tell.
    }
  }

  end(): void {
    this.#exchange.response.end();
  }

  #drained(): Promise<void> {
    const { response, signal } = this.#exchange;
    const source = this.#direct ? response.socket : response;
    if (source === null) return Promise.reject(new ParleyError("cancelled"));
    return new Promise((resolve, reject) => {
      const done = (error?: ParleyError) => {
        clearInterval(timer);
        source.removeListener("drain", onDrain);
        signal.removeEventListener("abort", onLeave);
        if (error === undefined) resolve();
        else reject(error);
      };
      const onDrain = () => done();
      const onLeave = () => done(new ParleyError("cancelled"));
      // A slow reader is not a gone one: what counts is whether anything has left since the last look.
      let waiting = source.writableLength;
      const timer = setInterval(() => {
        const left = source.writableLength;
        if (left < waiting) waiting = left;
        else {
          response.destroy();
          done(new ParleyError("cancelled"));
        }
      }, stalledAfter);
      source.once("drain", onDrain);
      signal.addEventListener("abort", onLeave, { once: true });
    });
  }
}

/** One chunk of the chunked transfer coding (RFC 9112, section 7.1). */
function frame(text: string | Uint8Array): Buffer {
  const size = typeof text === "string" ? Buffer.byteLength(text) : text.length;
  const head = `${size.toString(16)}\r\n`;
  const out = Buffer.allocUnsafe(head.length + size + 2);
  out.write(head, 0, "latin1");
  if (typeof text === "string") out.write(text, head.length, "utf8");
  else out.set(text, head.length);
  crlf.copy(out, head.length + size);
  return out;
}
