import type { Socket } from "node:net";
import { Chunks } from "./http1-chunks.ts";
import { invalidAnswer, largestHead, parseResponseHead, type ResponseHead } from "./http1-head.ts";

/** Who asked, and is told of the answer. */
export interface Asker {
  /** On which connection the request is to go out: told again where the one before was closed before it could. */
  placed(connection: Connection): void;
  /** The connection stands and the request goes out with this. */
  sending(): void;
  head(head: ResponseHead): void;
  /** A piece of the body, the asker's to keep. Says whether more may come now. */
  data(chunk: Buffer): boolean;
  end(): void;
  /** Nothing comes any more: what was sent is no HTTP, or the connection broke. */
  fault(cause: unknown): void;
}

/** Who keeps a connection between two requests. */
export interface Keeper {
  /** It is free, for this many milliseconds. */
  free(connection: Connection, keepMs: number): void;
  gone(connection: Connection): void;
  /** The connection was closed before a byte of this request went out on it: it may go out on another one. */
  unsent(asker: Asker, request: Outgoing): void;
}

/** The bytes of a request, in one or two pieces. */
export type Outgoing = readonly [Buffer, Buffer?];

/** Opens a socket that reads into the given buffer and tells `read` how many bytes are in it. */
export type Dial = (buffer: Buffer, read: (length: number) => boolean) => Socket;

const emptyLine = Buffer.from("\r\n\r\n");

/**
 * All connections read into this one buffer: what is in it is looked at and copied out before the next read.
 * That spares 64 KiB of garbage for each piece that comes.
 */
const incoming = Buffer.allocUnsafeSlow(64 * 1024);

/** One connection, which carries one request and its answer at a time. */
export class Connection {
  readonly #keeper: Keeper;
  readonly #socket: Socket;
  #connected = false;
  #asker: Asker | undefined;
  /** What goes out as soon as the connection stands, and was looked at where it has been idle. */
  #request: Outgoing | undefined;
  /** A head that has not come as a whole, and how much of it there is. */
  #early: Buffer | undefined;
  #earlyLength = 0;
  /** Bytes of all heads of this answer. */
  #headBytes = 0;
  #head: ResponseHead | undefined;
  /** What is to come of a body with a length. */
  #left = 0;
  #chunks: Chunks | undefined;
  #paused = false;
  #cause: unknown;

  /** @param secure whether the connection stands only when TLS does. */
  constructor(keeper: Keeper, dial: Dial, secure: boolean) {
    this.#keeper = keeper;
    this.#socket = dial(incoming, (length) => this.#read(length));
    this.#socket.once(secure ? "secureConnect" : "connect", () => this.#connect());
    this.#socket.on("error", (error) => (this.#cause = error));
    this.#socket.on("end", () => this.#finish());
    this.#socket.on("close", () => this.#closed());
  }

  /**
   * Sends a request, at once or when the connection stands. The connection must be new or free.
   *
   * @param look Whether to look first if the other side has closed it: its word may have come while this process was
   * busy with something else, and what is written then is lost, and nobody can prove it.
   */
  ask(asker: Asker, request: Outgoing, look: boolean): void {
    this.#asker = asker;
    this.#request = request;
    asker.placed(this);
    if (!this.#connected) return;
    this.#socket.ref();
    // Between the two, Node asks the system for all that has come in.
    if (look) setImmediate(() => setImmediate(() => this.#send(true)));
    else this.#send(true);
  }

  /** Reads on after the asker said that no more may come. */
  resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#socket.resume();
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Whether a request may be sent. The other side may be closing it just now, which nobody can know. */
  get usable(): boolean {
    return this.#socket.readyState === "open" && !this.#socket.readableEnded;
  }

  /** Ends the connection; the asker is told. */
  end(): void {
    this.#socket.destroy();
  }

  /** Ends the connection; the asker is told nothing. */
  drop(): void {
    this.#asker = undefined;
    this.#request = undefined;
    this.#socket.destroy();
  }

  #connect(): void {
    this.#connected = true;
    if (this.#asker !== undefined) this.#send(false);
  }

  /** @param again whether the connection has carried a request before. */
  #send(again: boolean): void {
    // A connection that is closing tells its keeper that nothing was sent.
    if (this.#request === undefined || !this.usable) return;
    const [first, second] = this.#request;
    this.#head = undefined;
    this.#headBytes = 0;
    this.#socket.write(first);
    // Written straight to the system, which took none of it: the other side had broken off before.
    if (again && this.#socket.errored !== null) return;
    this.#request = undefined;
    this.#asker?.sending();
    if (second !== undefined) this.#socket.write(second);
  }

  /** Says whether reading goes on. */
  #read(length: number): boolean {
    try {
      let at = 0;
      while (at < length) {
        // Bytes that nobody asked for would be taken for the answer to the next request.
        if (this.#asker === undefined || this.#request !== undefined) {
          throw invalidAnswer("more than was asked for");
        }
        at = this.#head === undefined ? this.#readHead(at, length) : this.#readBody(this.#head, at, length);
      }
    } catch (error) {
      this.#fault(error);
    }
    return !this.#paused;
  }

  /** Returns the index after what belongs to the head. */
  #readHead(from: number, length: number): number {
    if (this.#early !== undefined) return this.#readEarly(this.#early, from, length);
    const end = incoming.subarray(from, length).indexOf(emptyLine);
    if (end === -1) {
      this.#early = Buffer.allocUnsafe(largestHead + emptyLine.length);
      this.#earlyLength = 0;
      return this.#readEarly(this.#early, from, length);
    }
    this.#take(incoming.toString("latin1", from, from + end));
    return from + end + emptyLine.length;
  }

  /** A head that comes in pieces is put together first; each byte is searched once. */
  #readEarly(early: Buffer, from: number, length: number): number {
    const before = this.#earlyLength;
    const filled = before + incoming.copy(early, before, from, length);
    const border = Math.max(0, before - emptyLine.length + 1);
    const end = early.subarray(0, filled).indexOf(emptyLine, border);
    this.#earlyLength = filled;
    if (end === -1) {
      if (filled === early.length) throw invalidAnswer("a head that is too large");
      return length;
    }
    this.#early = undefined;
    this.#take(early.toString("latin1", 0, end));
    return from + end + emptyLine.length - before;
  }

  #take(text: string): void {
    if ((this.#headBytes += text.length) > largestHead) throw invalidAnswer("a head that is too large");
    const head = parseResponseHead(text);
    if (head.status === 101) throw invalidAnswer("another protocol that nobody asked for");
    if (head.status < 200) return;
    this.#head = head;
    const { framing } = head;
    this.#left = typeof framing === "number" ? framing : 0;
    this.#chunks = framing === "chunked" ? new Chunks() : undefined;
    this.#asker?.head(head);
    if (framing === 0) this.#complete(head);
  }

  /** Returns the index after what belongs to the body. */
  #readBody(head: ResponseHead, from: number, length: number): number {
    const chunks = this.#chunks;
    if (chunks !== undefined) {
      chunks.read(incoming, from, length);
      this.#give(chunks.start, chunks.stop);
      if (chunks.done) this.#complete(head);
      return chunks.position;
    }
    const end = head.framing === "close" ? length : Math.min(length, from + this.#left);
    this.#left -= end - from;
    this.#give(from, end);
    if (head.framing !== "close" && this.#left === 0) this.#complete(head);
    return end;
  }

  #give(start: number, end: number): void {
    if (start === end) return;
    const chunk = Buffer.allocUnsafe(end - start);
    incoming.copy(chunk, 0, start, end);
    // The asker may leave at any moment, also while it is told something.
    if (this.#asker?.data(chunk) === false) this.#paused = true;
  }

  #complete(head: ResponseHead): void {
    const asker = this.#asker;
    if (asker === undefined) return;
    this.#asker = undefined;
    this.#chunks = undefined;
    this.#paused = false;
    // An answer to a request that has not left as a whole: the rest would stand before the next request.
    if (head.keepMs === 0 || this.#socket.writableLength > 0) {
      this.#socket.destroy();
    } else {
      this.#socket.unref();
      this.#keeper.free(this, head.keepMs);
    }
    asker.end();
  }

  /** The other side has sent its last. */
  #finish(): void {
    const head = this.#head;
    if (head?.framing === "close") this.#complete(head);
    this.#socket.destroy();
  }

  #closed(): void {
    this.#keeper.gone(this);
    this.#leave(this.#cause ?? new Error("the upstream closed the connection"));
  }

  #fault(error: unknown): void {
    this.#socket.destroy();
    this.#leave(error);
  }

  #leave(cause: unknown): void {
    const asker = this.#asker;
    const request = this.#request;
    this.#asker = undefined;
    this.#request = undefined;
    // A connection that never stood is the asker's to hear of: another one would not stand either.
    if (asker !== undefined && request !== undefined && this.#connected) this.#keeper.unsent(asker, request);
    else asker?.fault(cause);
  }
}
