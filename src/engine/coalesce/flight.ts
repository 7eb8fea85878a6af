import { ParleyError } from "../../spec/errors.ts";
import type { EventStream, StreamEvent } from "../../spec/event.ts";

/** Who reads a flight. */
export interface Reader {
  /** The next event that it has not read, counted from the first of the flight. */
  position: number;
  /** Something has happened; or it was thrown out. */
  wake(): void;
}

/** Bytes of an answer that are kept for readers; and readers of one answer. */
const mostBytes = 4 * 1024 * 1024;
const mostReaders = 5_000;

/** What an event takes beside its content, in bytes. */
const eventBytes = 100;

/**
 * One upstream call that several callers read, each from its beginning and at its own pace. The quickest reader decides
 * how fast it goes; who falls too far behind is thrown out, and told so. It is ended when the last reader has left.
 */
export class Flight {
  readonly #readers = new Set<Reader>();
  readonly #source: EventStream;
  readonly #abort: AbortController;
  readonly #landed: () => void;
  #events: StreamEvent[] = [];
  /** The place of the first kept event among all. */
  #first = 0;
  #bytes = 0;
  #reading = false;
  #error: ParleyError | undefined;
  #over = false;
  #closed = false;

  /**
   * @param abort Ends the call.
   * @param landed Called once, when nobody can join any more.
   */
  constructor(source: EventStream, abort: AbortController, landed: () => void) {
    this.#source = source;
    this.#abort = abort;
    this.#landed = landed;
  }

  /** Whether one more may read from the beginning. */
  get joinable(): boolean {
    return !this.#closed && this.#readers.size < mostReaders;
  }

  join(reader: Reader): void {
    this.#readers.add(reader);
  }

  /** The next event of a reader, the end (`null`), or nothing yet: it is woken then. Fails as the call does. */
  take(reader: Reader): StreamEvent | null | undefined {
    if (!this.#readers.has(reader)) throw tooSlow();
    const event = this.#events[reader.position - this.#first];
    if (event !== undefined) {
      reader.position++;
      return event;
    }
    if (this.#error !== undefined) throw this.#error;
    if (this.#over) return null;
    if (!this.#reading) void this.#read();
    return undefined;
  }

  /** The reader reads no more. Resolves when the call is over, where it was the last one. */
  async leave(reader: Reader): Promise<void> {
    if (!this.#readers.delete(reader) || this.#readers.size > 0) return;
    this.#close();
    if (this.#over) return;
    this.#over = true;
    this.#abort.abort();
    await this.#source.return();
  }

  async #read(): Promise<void> {
    this.#reading = true;
    try {
      const result = await this.#source.next();
      if (result.done === true) this.#end();
      else this.#keep(result.value);
    } catch (error) {
      this.#error = error instanceof ParleyError ? error : new ParleyError("internal", { cause: error });
      this.#end();
    }
    this.#reading = false;
    for (const reader of this.#readers) reader.wake();
  }

  #end(): void {
    this.#over = true;
    this.#close();
  }

  #keep(event: StreamEvent): void {
    this.#events.push(event);
    this.#bytes += sizeOf(event);
    // Whoever comes now asks anew: the answer is known, and this is no cache.
    if (event.type === "end") this.#end();
    while (this.#bytes > mostBytes) this.#forget();
  }

  /** Lets go of the oldest event, and of whoever has not read it. */
  #forget(): void {
    this.#close();
    const [oldest] = this.#events.splice(0, 1);
    if (oldest === undefined) return;
    this.#first++;
    this.#bytes -= sizeOf(oldest);
    for (const reader of this.#readers) {
      if (reader.position >= this.#first) continue;
      this.#readers.delete(reader);
      reader.wake();
    }
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#landed();
  }
}

function sizeOf(event: StreamEvent): number {
  if (event.type === "source-bytes") return eventBytes + event.bytes.length;
  if (event.type === "embedding") return eventBytes + event.vector.byteLength;
  return "text" in event ? eventBytes + 2 * event.text.length : eventBytes;
}

function tooSlow(): ParleyError {
  return new ParleyError("cancelled", {
    message: "This answer was shared with other callers and read too slowly to be kept. Please ask again.",
  });
}
