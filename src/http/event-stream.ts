import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { ParleyError } from "../spec/errors.ts";
import type { EventStream, StreamEnd, StreamEvent, Take } from "../spec/event.ts";
import { drained } from "./drained.ts";
import type { Exchange } from "./exchange.ts";
import { formOf } from "./problem-form.ts";
import { leaveTogether } from "./leave-together.ts";
import { asParleyError } from "./problem.ts";
import { standardHeaders } from "./reply.ts";
import type { Silence, Speaker } from "./stream-watch.ts";

/** Writes events in a dialect. Each text is one or more whole SSE events; empty when there is nothing to say. */
export interface StreamRenderer {
  event(event: Exclude<StreamEvent, StreamEnd>): string | Uint8Array;
  end(event: StreamEnd): string;
}

const cr = 0x0d;
const lf = 0x0a;

/**
 * Owns an open stream, from its headers to its one end.
 *
 * Nothing is written before the first event, so that an early failure is a plain error with its own status: it is
 * thrown to the caller. Where the first event is long in coming, the headers leave without it, and a comment with them,
 * lest somebody on the way gives up. A failure after that is an error event, and the stream then ends without `[DONE]`.
 */
export async function streamEvents(
  exchange: Exchange,
  stream: EventStream,
  renderer: StreamRenderer,
): Promise<void> {
  const writer = new StreamWriter(exchange);
  const events = new EventWriter(writer, renderer);
  try {
    let result: IteratorResult<StreamEvent, undefined> | undefined = await stream.next();
    if (result.done !== true && result.value.type === "start") exchange.started(result.value);
    writer.begin();
    while (result.done !== true && result.value.type !== "end") {
      events.write(result.value);
      // It is on its way as a copy: a slow reader shall not keep the original in memory.
      result = undefined;
      if (writer.full) await writer.drained();
      result = await stream.next(events.take);
    }
    const last = result.done !== true && result.value.type === "end" ? renderer.end(result.value) : "";
    writer.end(last);
  } catch (error) {
    await writer.fail(error);
  } finally {
    writer.close();
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
  const writer = new StreamWriter(exchange);
  try {
    let result = await texts.next();
    writer.begin();
    // HEAD is answered by the head: whoever sent it may ask for something else on the same connection, and would wait.
    if (exchange.request.method !== "HEAD") {
      for (; result.done !== true; result = await texts.next()) await writer.write(result.value);
    }
    writer.end();
  } catch (error) {
    await writer.fail(error);
  } finally {
    writer.close();
    await texts.return?.();
  }
}

/** Writes events in a dialect, those that come by themselves and those that the stream resolves with. */
class EventWriter {
  readonly #writer: StreamWriter;
  readonly #renderer: StreamRenderer;
  /** The stream resolves with an event next that was taken already. */
  #taken = false;
  #fault: { readonly error: unknown } | undefined;

  constructor(writer: StreamWriter, renderer: StreamRenderer) {
    this.#writer = writer;
    this.#renderer = renderer;
  }

  readonly take: Take = (event) => {
    try {
      this.#writer.put(this.#renderer.event(event));
      if (!this.#writer.full) return true;
    } catch (error) {
      this.#fault = { error };
    }
    this.#taken = true;
    return false;
  };

  /** Writes what was not taken before. Fails also with what went wrong when it was taken. */
  write(event: Exclude<StreamEvent, StreamEnd>): void {
    if (!this.#taken) this.#writer.put(this.#renderer.event(event));
    this.#taken = false;
    if (this.#fault !== undefined) throw this.#fault.error;
  }
}

class StreamWriter implements Speaker {
  readonly #exchange: Exchange;
  /** Where frames may go to the socket directly: one write instead of the three of `ServerResponse.write`. */
  #socket: Socket | undefined;
  #begun = false;
  #spoken = 0;
  place: number | undefined;
  readonly silence: Silence = { spoken: 0, since: performance.now() };

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
    exchange.watch?.add(this);
  }

  get spoken(): number {
    return this.#spoken;
  }

  /** Sends the headers, unless they have left already. */
  begin(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#exchange.tap?.begin("text/event-stream");
    const { response, request } = this.#exchange;
    response.writeHead(200, {
      ...standardHeaders(this.#exchange),
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
    });
    // A pipelined request waits for the one before it and has no socket yet; HTTP/1.0 knows no chunks.
    const direct = request.httpVersionMinor === 1 && response.chunkedEncoding;
    this.#socket = direct ? (response.socket ?? undefined) : undefined;
    // The head leaves with the first event, where that is there already.
    if (this.#socket !== undefined) leaveTogether(this.#socket);
    response.flushHeaders();
  }

  /** Says that the stream lives, unless the reader has not even taken what there is. */
  keepAlive(): void {
    const { response } = this.#exchange;
    // A connection is gone some moments before its answer knows: there is nobody to tell, and nobody who would catch it.
    if (response.destroyed || response.socket?.destroyed === true || response.writableLength > 0) return;
    this.begin();
    this.put(formOf(this.#exchange).keepAlive);
  }

  /** It is not kept alive any more. */
  close(): void {
    this.#exchange.watch?.delete(this);
  }

  /** Whether the reader does not keep up, and should be waited for. */
  get full(): boolean {
    return this.#sink.writableNeedDrain;
  }

  /** Waits until a slow reader has taken what was sent. Fails with `cancelled` when the reader has left. */
  drained(): Promise<void> {
    return drained(this.#exchange, this.#sink);
  }

  get #sink(): Socket | ServerResponse {
    return this.#socket ?? this.#exchange.response;
  }

  /** Sends a text, and waits while the reader is slow. Fails with `cancelled` when the reader has left. */
  async write(text: string): Promise<void> {
    this.put(text);
    if (this.full) await this.drained();
  }

  /** The one place where a stream's bytes go out. Fails with `cancelled` when the reader has left. */
  put(text: string | Uint8Array): void {
    if (text.length === 0) return;
    this.#spoken++;
    this.#exchange.tap?.add(text);
    const socket = this.#socket;
    const { response } = this.#exchange;
    if (socket === undefined) {
      if (response.destroyed) throw new ParleyError("cancelled");
      response.write(text);
      return;
    }
    if (socket.destroyed) throw new ParleyError("cancelled");
    leaveTogether(socket);
    socket.write(frame(text));
  }

  /** Notes what went wrong, and tells the reader as an error event. Before the headers it is thrown again. */
  async fail(thrown: unknown): Promise<void> {
    if (!this.#begun) throw thrown;
    const error = asParleyError(thrown);
    this.#exchange.noteFailure(error);
    this.#exchange.notes.noteError(error);
    const told = (error.code === "cancelled" ? this.#exchange.abortReason : undefined) ?? error;
    try {
      await this.write(formOf(this.#exchange).event(told, this.#exchange.id));
    } catch {
      // The reader has left: there is nobody to tell.
    }
    this.end();
  }

  /**
   * Ends the stream. Its last text and the end of the body leave together, also where the reader is slow: a call that is
   * ended from our side meanwhile has its whole answer, and no error event may follow that.
   */
  end(last = ""): void {
    this.put(last);
    this.#exchange.response.end();
  }
}

/** One chunk of the chunked transfer coding (RFC 9112, section 7.1). */
function frame(text: string | Uint8Array): Buffer {
  const size = typeof text === "string" ? Buffer.byteLength(text) : text.length;
  const digits = size.toString(16);
  const begin = digits.length + 2;
  const out = Buffer.allocUnsafe(begin + size + 2);
  for (let i = 0; i < digits.length; i++) out[i] = digits.charCodeAt(i);
  out[begin - 2] = cr;
  out[begin - 1] = lf;
  if (typeof text === "string") out.write(text, begin, "utf8");
  else out.set(text, begin);
  out[begin + size] = cr;
  out[begin + size + 1] = lf;
  return out;
}
