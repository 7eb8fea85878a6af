import type { OutgoingHttpHeaders } from "node:http";
import type { ParleyError } from "../../spec/errors.ts";
import type { Exchange } from "../exchange.ts";
import { formOf } from "../problem-form.ts";
import { sendProblem } from "../problem.ts";
import { standardHeaders } from "../reply.ts";
import type { Listener, RecordedHead, Recording } from "./recording.ts";

/** What a follower needs of the call whose recording it reads. */
export interface FollowedCall {
  readonly recording: Recording;
  /** Ends the call from our side; its listeners are told `reason` within the answer. */
  abort(reason: ParleyError): void;
}

/** Sends a recording to one caller while it is made, from its first byte and no faster than the caller reads. */
export class Follower implements Listener {
  readonly #exchange: Exchange;
  readonly #call: FollowedCall;
  readonly #joined: boolean;
  #position = 0;
  #taken = 0;
  #headSent = false;
  #told = false;
  #awake: () => void = () => undefined;

  /** `joined`: the call is somebody else's. */
  constructor(exchange: Exchange, call: FollowedCall, joined: boolean) {
    this.#exchange = exchange;
    this.#call = call;
    this.#joined = joined;
    call.recording.join(this);
  }

  get taken(): number {
    return this.#taken;
  }

  get buffered(): number {
    const { response } = this.#exchange;
    return response.destroyed ? 0 : response.writableLength;
  }

  wake(): void {
    this.#awake();
  }

  cut(): void {
    this.#exchange.response.destroy();
    this.#awake();
  }

  /** Resolves when the caller has it all, or has left. */
  async follow(): Promise<void> {
    const { response, signal } = this.#exchange;
    const { recording } = this.#call;
    const wake = (): void => this.#awake();
    signal.addEventListener("abort", wake);
    response.once("close", wake);
    try {
      for (;;) {
        const slow = this.#send();
        if (this.#over()) return;
        await (slow ? this.#drained() : this.#changed());
      }
    } finally {
      signal.removeEventListener("abort", wake);
      response.removeListener("close", wake);
      recording.leave(this);
    }
  }

  /** Ends the answer where it must end. */
  #over(): boolean {
    const { response, signal, abortReason } = this.#exchange;
    const { recording } = this.#call;
    if (response.destroyed || (signal.aborted && abortReason === undefined)) return true;
    if (recording.state === "failed") {
      // Never a clean end for an answer that has none.
      response.destroy();
      return true;
    }
    if (abortReason !== undefined && !this.#told) {
      this.#told = true;
      if (recording.listeners > 1 || recording.state === "ended") {
        this.#tell(abortReason);
        return true;
      }
      this.#call.abort(abortReason);
    }
    if (recording.state !== "ended" || recording.chunk(this.#position) !== undefined) return false;
    this.#sendHead();
    response.end();
    return true;
  }

  /** Hands over what may be seen. Says whether the caller is slow. */
  #send(): boolean {
    const { recording } = this.#call;
    const { response } = this.#exchange;
    if (response.destroyed || recording.head === undefined) return false;
    if (!recording.streamed && recording.state !== "ended") return false;
    this.#sendHead();
    for (;;) {
      const chunk = recording.chunk(this.#position);
      if (chunk === undefined) return false;
      this.#position += 1;
      this.#taken += chunk.length;
      const flowing = response.write(chunk);
      recording.moved();
      if (!flowing) return true;
    }
  }

  #sendHead(): void {
    const { head } = this.#call.recording;
    if (this.#headSent || head === undefined) return;
    this.#headSent = true;
    const { response } = this.#exchange;
    response.writeHead(head.status, this.#headers(head));
    if (this.#call.recording.streamed) response.flushHeaders();
  }

  #headers({ headers }: RecordedHead): OutgoingHttpHeaders {
    if (!this.#joined) return headers;
    return { ...headers, ...standardHeaders(this.#exchange), "idempotent-replayed": "true" };
  }

  /** Others listen on: only this caller is told why its answer ends here. */
  #tell(reason: ParleyError): void {
    const { response } = this.#exchange;
    if (!this.#headSent) {
      sendProblem(this.#exchange, reason);
      return;
    }
    response.end(formOf(this.#exchange).event(reason, this.#exchange.id));
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => (this.#awake = resolve));
  }

  /** A reader that takes nothing any more is made to leave by `StreamWatch`. */
  #drained(): Promise<void> {
    const { response, signal } = this.#exchange;
    return new Promise((resolve) => {
      const done = (): void => {
        response.removeListener("drain", done);
        response.removeListener("close", done);
        signal.removeEventListener("abort", done);
        this.#awake = () => undefined;
        this.#call.recording.moved();
        resolve();
      };
      // A recording that failed, and a cut, need not wait for the reader.
      this.#awake = () => {
        if (response.destroyed || this.#call.recording.state === "failed") done();
      };
      response.once("drain", done);
      response.once("close", done);
      signal.addEventListener("abort", done, { once: true });
    });
  }
}
