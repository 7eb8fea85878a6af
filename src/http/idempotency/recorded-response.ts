import type { IncomingMessage, OutgoingHttpHeader, OutgoingHttpHeaders } from "node:http";
import { http } from "../node-http.ts";
import type { Recording } from "./recording.ts";

type Callback = (error?: Error | null) => void;
type HeadHeaders = OutgoingHttpHeaders | readonly OutgoingHttpHeader[];

/**
 * A response without a connection, which writes into a recording. It is one of Node's own, so that whatever writes
 * answers can write into it: as long as it has no socket, a response that is waiting in a pipeline looks the same.
 *
 * When nobody listens any more it emits `abandoned`, and can be written to its end all the same: see `RecordedExchange`.
 */
export class RecordedResponse extends http.ServerResponse {
  readonly #recording: Recording;

  constructor(request: IncomingMessage, recording: Recording) {
    super(request);
    this.#recording = recording;
    // Bytes that even the quickest listener has not taken.
    Object.defineProperty(this, "writableLength", { get: () => recording.waiting });
    Object.defineProperty(this, "writableNeedDrain", { get: () => !this.finished && recording.pressed });
    recording.attach({
      drained: () => this.emit("drain"),
      abandoned: () => this.emit("abandoned"),
    });
  }

  override writeHead(status: number, ...rest: readonly (string | HeadHeaders | undefined)[]): this {
    const given = rest.find((value) => typeof value === "object");
    const headers = { ...this.getHeaders(), ...named(given) };
    super.writeHead(status, headers);
    this.#recording.begin({ status, headers });
    return this;
  }

  /** There is nothing to send it to yet. */
  override flushHeaders(): void {
    if (!this.headersSent) this.writeHead(this.statusCode);
  }

  override write(
    chunk: string | Uint8Array,
    ...rest: readonly (BufferEncoding | Callback | undefined)[]
  ): boolean {
    this.flushHeaders();
    const flowing = this.#recording.add(bytesOf(chunk, rest[0]));
    callBack(rest);
    return flowing;
  }

  override end(...all: readonly unknown[]): this {
    if (this.finished) return this;
    const [chunk, encoding] = all;
    this.flushHeaders();
    if (typeof chunk === "string" || chunk instanceof Uint8Array)
      this.#recording.add(bytesOf(chunk, encoding));
    this.finished = true;
    callBack(all);
    this.#recording.complete();
    queueMicrotask(() => {
      this.emit("finish");
      this.emit("close");
    });
    return this;
  }

  /** The call broke off. */
  override destroy(error?: Error): this {
    if (this.finished || this.destroyed) return this;
    super.destroy(error);
    this.#recording.fail();
    queueMicrotask(() => this.emit("close"));
    return this;
  }
}

function named(headers: HeadHeaders | undefined): OutgoingHttpHeaders {
  if (headers === undefined) return {};
  const entries: (readonly [string, OutgoingHttpHeader | undefined])[] = [];
  if (!Array.isArray(headers)) entries.push(...Object.entries(headers as OutgoingHttpHeaders));
  // Node's flat form: name, value, name, value.
  else
    for (let at = 0; at + 1 < headers.length; at += 2) entries.push([String(headers[at]), headers[at + 1]]);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function bytesOf(chunk: string | Uint8Array, encoding: unknown): Buffer {
  if (typeof chunk === "string")
    return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
  // What was written may be used again by whoever wrote it.
  return Buffer.from(chunk);
}

function callBack(all: readonly unknown[]): void {
  const callback = all.find((value) => typeof value === "function");
  if (callback !== undefined) queueMicrotask(callback as () => void);
}
