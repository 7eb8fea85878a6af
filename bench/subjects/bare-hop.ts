/**
 * What Node alone costs as a hop, and the least that anything built on it can: node:http in front, kept-alive sockets
 * behind it, every byte of a body handed on as it comes. No keys, no books, no checks, and it trusts the mock's framing.
 *
 * Run as `BARE_PORT=… BARE_UPSTREAM=… node bench/subjects/bare-hop.ts`.
 */
import { createServer, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";

const upstream = Number(process.env["BARE_UPSTREAM"]);

/** All connections read into it: what is in it is copied out before the next read. */
const incoming = Buffer.allocUnsafeSlow(64 * 1024);
const endOfHead = "\r\n\r\n";
const lastChunk = "0\r\n\r\n";

/** A kept-alive connection to the mock, with one answer on its way at a time. */
class Hop {
  readonly #socket: Socket;
  #response: ServerResponse | undefined;
  /** Bytes of a body with a length that are to come; `undefined` before the head, NaN for one in chunks. */
  #left: number | undefined;

  constructor() {
    const read = (length: number): boolean => {
      this.#read(incoming.subarray(0, length));
      return true;
    };
    const onread = { buffer: incoming, callback: read };
    this.#socket = connect({ port: upstream, host: "127.0.0.1", noDelay: true, onread });
  }

  ask(path: string, body: Buffer, response: ServerResponse): void {
    this.#response = response;
    this.#left = undefined;
    const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: keep-alive\r\ncontent-type: application/json\r\ncontent-length: ${body.length}${endOfHead}`;
    this.#socket.write(Buffer.concat([Buffer.from(head, "latin1"), body]));
  }

  #read(bytes: Buffer): void {
    const response = this.#response;
    if (response === undefined) return;
    const body = this.#left === undefined ? this.#readHead(bytes, response) : bytes;
    if (body.length === 0) return;
    if (Number.isNaN(this.#left)) this.#handOn(body, response);
    else if ((this.#left = (this.#left ?? 0) - body.length) <= 0) this.#end(response, Buffer.from(body));
    else response.write(Buffer.from(body));
  }

  #readHead(bytes: Buffer, response: ServerResponse): Buffer {
    const end = bytes.indexOf(endOfHead);
    const length = /content-length: (\d+)/i.exec(bytes.toString("latin1", 0, end))?.[1];
    this.#left = Number(length ?? Number.NaN);
    if (length === undefined) response.writeHead(200, { "content-type": "text/event-stream" }).flushHeaders();
    else response.writeHead(200, { "content-type": "application/json", "content-length": length });
    return bytes.subarray(end + endOfHead.length);
  }

  /** Chunks go straight to the socket, framed as they came. */
  #handOn(body: Buffer, response: ServerResponse): void {
    const done = body.toString("latin1", Math.max(0, body.length - lastChunk.length)) === lastChunk;
    const chunks = Buffer.from(done ? body.subarray(0, -lastChunk.length) : body);
    if (chunks.length > 0) response.socket?.write(chunks);
    if (done) this.#end(response);
  }

  #end(response: ServerResponse, last?: Buffer): void {
    this.#response = undefined;
    response.end(last);
    free.push(this);
  }
}

const free: Hop[] = [];
const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => (free.pop() ?? new Hop()).ask(request.url ?? "/", Buffer.concat(pieces), response));
});
server.keepAliveTimeout = 75_000;
server.listen(Number(process.env["BARE_PORT"]), "127.0.0.1", () => console.log("ready"));
