/**
 * Reads HTTP/1.1 responses off a kept-alive connection: the status, and the body freed of its framing.
 * Cheap by doing little: announced lengths and chunked bodies, as servers send them, and an error for
 * everything else.
 */
const HEAD_END = Buffer.from("\r\n\r\n");
const LINE_END = Buffer.from("\r\n");

/** A head or a chunk's size line longer than this is a fault. */
const MAX_LINE_BYTES = 16_384;

export interface ResponseSink {
  head(status: number): void;
  /** A piece of the body, valid during the call. */
  body(piece: Buffer): void;
  end(): void;
}

type State = "head" | "sized-body" | "chunk-size" | "chunk-data" | "chunk-end" | "trailer";

export class ResponseReader {
  readonly #sink: ResponseSink;
  #state: State = "head";
  #remaining = 0;
  #pending: Buffer | undefined;

  constructor(sink: ResponseSink) {
    this.#sink = sink;
  }

  /** Takes what arrived. Throws on a response that it cannot read. */
  feed(data: Buffer): void {
    const buffer = this.#pending === undefined ? data : Buffer.concat([this.#pending, data]);
    this.#pending = undefined;
    let offset = 0;
    while (offset < buffer.length) {
      const next = this.#step(buffer, offset);
      if (next === undefined) {
        this.#pending = buffer.subarray(offset);
        if (this.#pending.length > MAX_LINE_BYTES)
          throw new Error("a response head or chunk size is too long");
        return;
      }
      offset = next;
    }
  }

  /** Reads one part that begins at `offset`; gives the offset behind it, `undefined` when it is not whole. */
  #step(buffer: Buffer, offset: number): number | undefined {
    switch (this.#state) {
      case "head":
        return this.#readHead(buffer, offset);
      case "sized-body":
      case "chunk-data":
        return this.#readBody(buffer, offset);
      case "chunk-size":
        return this.#readChunkSize(buffer, offset);
      case "chunk-end":
      case "trailer":
        return this.#readLineEnd(buffer, offset);
    }
  }

  #readHead(buffer: Buffer, offset: number): number | undefined {
    const end = buffer.indexOf(HEAD_END, offset);
    if (end === -1) return undefined;
    const head = buffer.toString("latin1", offset, end).toLowerCase();
    const length = /\r\ncontent-length: *(\d+)/.exec(head)?.[1];
    const chunked = head.includes("\r\ntransfer-encoding: chunked");
    if (length === undefined && !chunked) throw new Error(`no body framing in: ${head.slice(0, 200)}`);
    this.#sink.head(Number(head.slice(9, 12)));
    this.#remaining = Number(length ?? 0);
    if (chunked) this.#state = "chunk-size";
    else if (this.#remaining > 0) this.#state = "sized-body";
    else this.#finish();
    return end + HEAD_END.length;
  }

  #readBody(buffer: Buffer, offset: number): number {
    const end = Math.min(buffer.length, offset + this.#remaining);
    this.#remaining -= end - offset;
    this.#sink.body(offset === 0 && end === buffer.length ? buffer : buffer.subarray(offset, end));
    if (this.#remaining === 0) {
      if (this.#state === "sized-body") this.#finish();
      else this.#state = "chunk-end";
    }
    return end;
  }

  #readChunkSize(buffer: Buffer, offset: number): number | undefined {
    const end = buffer.indexOf(LINE_END, offset);
    if (end === -1) return undefined;
    const size = Number.parseInt(buffer.toString("latin1", offset, end), 16);
    if (Number.isNaN(size)) throw new Error("a chunk without a size");
    this.#remaining = size;
    this.#state = size === 0 ? "trailer" : "chunk-data";
    return end + LINE_END.length;
  }

  #readLineEnd(buffer: Buffer, offset: number): number | undefined {
    if (buffer.length - offset < LINE_END.length) return undefined;
    if (buffer.indexOf(LINE_END, offset) !== offset)
      throw new Error(`a ${this.#state} that is not an empty line`);
    if (this.#state === "trailer") this.#finish();
    else this.#state = "chunk-size";
    return offset + LINE_END.length;
  }

  #finish(): void {
    this.#state = "head";
    this.#sink.end();
  }
}
