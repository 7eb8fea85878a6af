/** Clients that cost next to nothing: raw sockets, kept open, that send the same bytes and only look for the end. */
import { connect, type Socket } from "node:net";

export interface RawAnswer {
  /** 0 where the connection broke before there was one. */
  readonly status: number;
  /** Milliseconds from sending to the last byte. */
  readonly ms: number;
  /** Whether the body came to its end. */
  readonly whole: boolean;
  /** Whether it says when to come back. */
  readonly retryAfter: boolean;
}

export interface RawPool {
  /** Sends the request on a free connection, or a new one, and reads the answer to its end. */
  ask(request: Buffer): Promise<RawAnswer>;
  close(): void;
}

/** A request with a JSON body, as bytes. */
export function jsonRequest(path: string, key: string, body: object): Buffer {
  const json = Buffer.from(JSON.stringify(body));
  const head =
    `POST ${path} HTTP/1.1\r\nhost: parley\r\nauthorization: Bearer ${key}\r\n` +
    `content-type: application/json\r\ncontent-length: ${json.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), json]);
}

/** Servers close what is idle for long, perhaps in the moment in which it is used again: no client waits for that. */
const mostIdleMs = 3_000;

export function createRawPool(port: number): RawPool {
  const free: { readonly connection: RawConnection; readonly since: number }[] = [];
  const all = new Set<RawConnection>();
  function open(): RawConnection {
    const made = new RawConnection(port, () => all.delete(made));
    all.add(made);
    return made;
  }
  function take(): RawConnection | undefined {
    for (let one = free.pop(); one !== undefined; one = free.pop()) {
      if (one.connection.usable && performance.now() - one.since < mostIdleMs) return one.connection;
      one.connection.destroy();
    }
    return undefined;
  }
  return {
    async ask(request) {
      const connection = take() ?? open();
      const answer = await connection.ask(request);
      if (connection.usable) free.push({ connection, since: performance.now() });
      return answer;
    },
    close() {
      for (const connection of all) connection.destroy();
    },
  };
}

/** Ends both a chunked body and, since the server adds nothing to it, the stream. */
const lastChunk = Buffer.from("0\r\n\r\n");

class RawConnection {
  readonly #socket: Socket;
  #open = true;
  #keep = true;
  #begun = 0;
  #head = "";
  #inBody = false;
  /** Bytes of the body that are still to come; `undefined` for chunks. */
  #left: number | undefined;
  #tail = Buffer.alloc(0);
  #answered: ((answer: RawAnswer) => void) | undefined;

  constructor(port: number, closed: () => void) {
    this.#socket = connect({ host: "127.0.0.1", port, noDelay: true });
    this.#socket.on("data", (bytes) => this.#take(bytes as Buffer));
    this.#socket.on("error", () => undefined); // "close" follows
    this.#socket.on("close", () => {
      this.#open = false;
      closed();
      this.#finish(false);
    });
  }

  get usable(): boolean {
    return this.#open && this.#keep;
  }

  ask(request: Buffer): Promise<RawAnswer> {
    this.#begun = performance.now();
    this.#head = "";
    this.#inBody = false;
    this.#tail = Buffer.alloc(0);
    return new Promise((resolve) => {
      this.#answered = resolve;
      this.#socket.write(request);
    });
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    let body = bytes;
    if (!this.#inBody) {
      this.#head += bytes.toString("latin1");
      const end = this.#head.indexOf("\r\n\r\n");
      if (end === -1) return;
      body = Buffer.from(this.#head.slice(end + 4), "latin1");
      this.#head = this.#head.slice(0, end + 2).toLowerCase();
      this.#inBody = true;
      const length = /\r\ncontent-length: (\d+)\r\n/.exec(this.#head)?.[1];
      this.#left = length === undefined ? undefined : Number(length);
      if (this.#head.includes("\r\nconnection: close\r\n")) this.#keep = false;
    }
    if (this.#left === undefined) {
      // The end may be cut over two pieces.
      const near = body.length >= 5 ? body.subarray(-5) : Buffer.concat([this.#tail, body]).subarray(-5);
      this.#tail = Buffer.from(near);
      if (near.equals(lastChunk)) this.#finish(true);
    } else {
      this.#left -= body.length;
      if (this.#left <= 0) this.#finish(true);
    }
  }

  #finish(whole: boolean): void {
    const answered = this.#answered;
    if (answered === undefined) return;
    this.#answered = undefined;
    answered({
      status: Number(/^http\/1\.1 (\d{3})/.exec(this.#head)?.[1] ?? 0),
      ms: performance.now() - this.#begun,
      whole,
      retryAfter: this.#head.includes("\r\nretry-after: "),
    });
  }
}
