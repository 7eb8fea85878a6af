import type { Call } from "../spec/call.ts";
import type { CallEnd } from "../spec/call-end.ts";
import type { ParleyError } from "../spec/errors.ts";

/** A call that a request made, and how it went. */
export interface EndedCall extends CallEnd {
  /** The model as the caller named it. */
  readonly asked: string;
  readonly streamed: boolean;
}

/** What became of a request, for whoever keeps the log: its call may go on when the request has been answered. */
export class CallNotes {
  #begun = false;
  #end: EndedCall | undefined;
  #listener: ((end: EndedCall | undefined) => void) | undefined;
  #error: ParleyError | undefined;

  /** What was answered instead of what was asked for. */
  get error(): ParleyError | undefined {
    return this.#error;
  }

  /** The first one counts: what follows from it is of less use. */
  noteError(error: ParleyError): void {
    this.#error ??= error;
  }

  /** A call is about to be made. */
  begin(): void {
    this.#begun = true;
  }

  readonly end = (end: CallEnd, { model, stream }: Pick<Call, "model" | "stream">): void => {
    this.#end = { ...end, asked: model, streamed: stream };
    this.#listener?.(this.#end);
    this.#listener = undefined;
  };

  /** Gives the call's end: at once where it is known or there is none, and else as soon as it comes. One listener only. */
  whenOver(listener: (end: EndedCall | undefined) => void): void {
    if (this.#end !== undefined || !this.#begun || this.#error !== undefined) listener(this.#end);
    else this.#listener = listener;
  }
}
