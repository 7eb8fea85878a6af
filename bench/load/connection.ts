/** One connection of the load generator: sends the prepared request, checks the answer, tells its owner. */
import { connect, type Socket } from "node:net";
import { ResponseReader, type ResponseSink } from "./response-reader.ts";

/** Judges answers; see JsonCheck and StreamCheck. `add` may give a number of units that became whole. */
export interface AnswerCheck {
  add(piece: Buffer): number | void;
  finish(status: number): void;
}

/** Shared by all connections of a run. */
export interface ConnectionOwner {
  /** The first byte of a body arrived; `sentAt` is from `performance.now()`. */
  firstByte(sentAt: number): void;
  units(count: number): void;
  answered(connection: LoadConnection, sentAt: number): void;
  /** The server closed a connection on which nothing was asked, as it may. */
  left(connection: LoadConnection): void;
  /** Anything that is not the right answer; the run is void. */
  failed(error: Error): void;
}

export class LoadConnection implements ResponseSink {
  readonly #owner: ConnectionOwner;
  readonly #check: AnswerCheck;
  readonly #socket: Socket;
  #status = 0;
  #sentAt = 0;
  #asked = false;
  #awaitsFirstByte = false;
  #closing = false;

  constructor(port: number, check: AnswerCheck, owner: ConnectionOwner) {
    this.#owner = owner;
    this.#check = check;
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const reader = new ResponseReader(this);
    this.#socket.on("data", (data) => {
      try {
        reader.feed(data as Buffer); // no encoding is set, so it is never a string
      } catch (error) {
        this.#fail(error instanceof Error ? error : new Error(String(error)));
      }
    });
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => {
      if (this.#asked) this.#fail(new Error("the server closed a connection before its answer was whole"));
      else if (!this.#closing) this.#owner.left(this);
    });
  }

  send(request: Buffer): void {
    this.#sentAt = performance.now();
    this.#asked = true;
    this.#awaitsFirstByte = true;
    this.#socket.write(request);
  }

  /** Ends the connection on our side, without an error. */
  close(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  head(status: number): void {
    this.#status = status;
  }

  body(piece: Buffer): void {
    if (this.#awaitsFirstByte) {
      this.#awaitsFirstByte = false;
      this.#owner.firstByte(this.#sentAt);
    }
    const units = this.#check.add(piece);
    if (typeof units === "number") this.#owner.units(units);
  }

  end(): void {
    this.#check.finish(this.#status);
    this.#asked = false;
    this.#owner.answered(this, this.#sentAt);
  }

  #fail(error: Error): void {
    if (this.#closing) return;
    this.close();
    this.#owner.failed(error);
  }
}
