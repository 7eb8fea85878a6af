/**
 * Reads HTTP/1.1 requests off a kept-alive connection: just enough framing for the proxies that talk to
 * the mock (a head, then a body of known length), and nothing dearer.
 */
const HEAD_END = Buffer.from("\r\n\r\n");
const STREAM_TRUE = Buffer.from('"stream":true');
const STREAM_TRUE_SPACED = Buffer.from('"stream": true');

export interface MockRequest {
  /** Such as `POST /v1/chat/completions`. */
  readonly line: string;
  /** Whether the body asks for a stream. */
  readonly stream: boolean;
  /** False when the body's length is not announced, which the mock does not read. */
  readonly sized: boolean;
}

export class RequestReader {
  #pending: Buffer | undefined;

  /** Takes what arrived and calls `onRequest` for each request that is whole. */
  feed(data: Buffer, onRequest: (request: MockRequest) => void): void {
    let rest = this.#pending === undefined ? data : Buffer.concat([this.#pending, data]);
    this.#pending = undefined;
    while (rest.length > 0) {
      const headEnd = rest.indexOf(HEAD_END);
      if (headEnd === -1) break;
      const head = rest.toString("latin1", 0, headEnd);
      const bodyStart = headEnd + HEAD_END.length;
      const bodyLength = contentLength(head);
      const end = bodyStart + (bodyLength ?? 0);
      if (rest.length < end) break;
      onRequest(describe(head, rest.subarray(bodyStart, end), bodyLength !== undefined));
      rest = rest.subarray(end);
    }
    if (rest.length > 0) this.#pending = rest;
  }
}

function describe(head: string, body: Buffer, sized: boolean): MockRequest {
  const line = head.slice(0, head.indexOf(" HTTP/1.1"));
  const stream = body.includes(STREAM_TRUE) || body.includes(STREAM_TRUE_SPACED);
  return { line, stream, sized: sized || line.startsWith("GET ") };
}

function contentLength(head: string): number | undefined {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return found === undefined ? undefined : Number(found);
}
