import { setImmediate as turn } from "node:timers/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ParleyError } from "../../spec/errors.ts";

/** A reader that takes nothing for so long is gone, in milliseconds. */
const stalledAfter = 30_000;

/** One request to a mock server, and the way back to who sent it. */
export class MockExchange {
  readonly request: IncomingMessage;
  /** 32 hexadecimal digits, different for each request. */
  readonly id: string;
  readonly #response: ServerResponse;
  readonly #leaving = new AbortController();

  constructor(request: IncomingMessage, response: ServerResponse, id: string) {
    this.request = request;
    this.id = id;
    this.#response = response;
    response.once("close", () => {
      if (!response.writableFinished) this.#leaving.abort();
    });
    // "close" follows, and is what counts.
    response.on("error", () => undefined);
  }

  /** Aborted when the client leaves before its answer is complete. */
  get signal(): AbortSignal {
    return this.#leaving.signal;
  }

  /** Whether the head of an answer has gone out: its status can no longer be chosen. */
  get begun(): boolean {
    return this.#response.headersSent;
  }

  begin(status: number, headers: Readonly<Record<string, string | number>>): void {
    this.#response.writeHead(status, { ...headers, "cache-control": "no-store" });
  }

  sendJson(status: number, body: object, headers: Readonly<Record<string, string>>): void {
    const bytes = Buffer.from(JSON.stringify(body));
    // What was not read of the request would be taken for the next one.
    const rest = this.request.complete ? {} : { connection: "close" };
    this.begin(status, {
      ...headers,
      ...rest,
      "content-type": "application/json",
      "content-length": bytes.length,
    });
    this.#response.end(bytes);
  }

  /** Waits while the reader is slow. Fails with `cancelled` when the reader has left. */
  async write(piece: string | Uint8Array): Promise<void> {
    if (this.#response.destroyed) throw new ParleyError("cancelled");
    if (piece.length === 0 || this.#response.write(piece)) return;
    await this.#drained();
  }

  end(last: string | Uint8Array): void {
    this.#response.end(last);
  }

  /** Says a last thing and drops the connection behind it: nobody shall take this for an answer that ended well. */
  async breakOff(last: string | Uint8Array): Promise<void> {
    const response = this.#response;
    try {
      await this.write(last);
    } catch {
      // The reader has left: there is nobody to tell.
    }
    response.flushHeaders();
    // Node gathers the pieces of one turn: they reach the socket at its end.
    await turn();
    response.socket?.destroySoon();
  }

  #drained(): Promise<void> {
    const response = this.#response;
    return new Promise((resolve, reject) => {
      const done = (error?: ParleyError): void => {
        clearTimeout(timer);
        response.removeListener("drain", onDrain);
        response.removeListener("close", onClose);
        if (error === undefined) resolve();
        else reject(error);
      };
      const onDrain = (): void => done();
      const onClose = (): void => done(new ParleyError("cancelled"));
      const timer = setTimeout(() => response.destroy(), stalledAfter);
      response.once("drain", onDrain);
      response.once("close", onClose);
    });
  }
}
