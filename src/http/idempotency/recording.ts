import type { OutgoingHttpHeaders } from "node:http";

export interface RecordedHead {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: OutgoingHttpHeaders;
}

/** One of those who read a recording while it is made. */
export interface Listener {
  /** Bytes of the recording that it has taken. */
  readonly taken: number;
  /** Bytes of those that have not left the process yet. */
  readonly buffered: number;
  /** There is something new to see. */
  wake(): void;
  /** It is so far behind that it cannot be waited for. */
  cut(): void;
}

/** Whoever makes the recording. */
export interface Recorder {
  drained(): void;
  abandoned(): void;
}

/** Memory that all recordings share. */
export interface RecordingMemory {
  free: number;
}

/** Largest answer that is kept, in bytes; and how far a listener may be behind when more than that is sent. */
export const mostKept = 8 * 1024 * 1024;

/**
 * The recorder waits when even the quickest listener has so many bytes before it. Twice what Node buffers for a
 * connection: a listener that is not told to wait is below it.
 */
const highWater = 128 * 1024;

/** One of them ends every stream that went well. Text of an answer cannot look like them: JSON has no bare line breaks. */
const lastEvents = [
  Buffer.from("data: [DONE]\n\n"),
  Buffer.from('event: message_stop\ndata: {"type":"message_stop"}\n\n'),
];

/** Or with an event of one of these names. */
const lastNames = ["event: response.completed\n", "event: response.incomplete\n"].map((line) =>
  Buffer.from(line),
);

function isLast(chunk: Buffer): boolean {
  return (
    lastEvents.some((last) => chunk.subarray(-last.length).equals(last)) ||
    lastNames.some((name) => chunk.includes(name))
  );
}

/**
 * An answer while it is made: the first caller and those who join read it from its first byte, each at its own pace.
 * Its last event is not shown before `end`, since until then the answer is not kept.
 *
 * What is larger than `mostKept`, or than the memory that is left, is not kept: from then on only what some listener
 * still has to take is held.
 */
export class Recording {
  readonly #memory: RecordingMemory;
  readonly #listeners = new Set<Listener>();
  readonly #completed = Promise.withResolvers<boolean>();
  #chunks: Buffer[] = [];
  /** Chunks that were dropped from the front, and their bytes. */
  #dropped = 0;
  #droppedBytes = 0;
  #bytes = 0;
  /** Taken from the shared memory. */
  #counted = 0;
  /** Chunks that may be seen, the dropped ones included. */
  #shown = 0;
  #state: "running" | "ended" | "failed" = "running";
  #whole = true;
  #pressed = false;
  #head: RecordedHead | undefined;
  #recorder: Recorder | undefined;

  constructor(memory: RecordingMemory) {
    this.#memory = memory;
  }

  /** Whether the call wrote its answer to the end; `false` when it broke off. */
  get completed(): Promise<boolean> {
    return this.#completed.promise;
  }

  get state(): "running" | "ended" | "failed" {
    return this.#state;
  }

  get head(): RecordedHead | undefined {
    return this.#head;
  }

  /** Whether the answer comes piece by piece. One that says its length is sent as a whole, once it is kept. */
  get streamed(): boolean {
    return this.#head !== undefined && this.#head.headers["content-length"] === undefined;
  }

  /** Whether it is all there, from the first byte. */
  get whole(): boolean {
    return this.#whole;
  }

  /** All bytes; `undefined` when they are not all there. */
  get body(): Buffer | undefined {
    return this.#whole ? Buffer.concat(this.#chunks) : undefined;
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Bytes that the quickest listener has before it. */
  get waiting(): number {
    if (!this.streamed || this.#listeners.size === 0) return 0;
    let least = Infinity;
    for (const { taken, buffered } of this.#listeners)
      least = Math.min(least, this.#bytes - taken + buffered);
    return least;
  }

  /** Whether the recorder should wait for the quickest listener. */
  get pressed(): boolean {
    return this.#pressed;
  }

  attach(recorder: Recorder): void {
    this.#recorder = recorder;
  }

  begin(head: RecordedHead): void {
    if (this.#state !== "running") return;
    this.#head = head;
    this.#wake();
  }

  /** Says whether the recorder may go on at once. */
  add(chunk: Buffer): boolean {
    if (chunk.length === 0 || this.#state !== "running") return true;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#whole) this.#count(chunk.length);
    if (!isLast(chunk)) this.#shown = this.#dropped + this.#chunks.length;
    if (!this.#whole && this.streamed) this.#cutSlow();
    this.#wake();
    this.#pressed = this.waiting >= highWater;
    return !this.#pressed;
  }

  /** The call has written everything. */
  complete(): void {
    this.#completed.resolve(true);
  }

  /** Now it may be seen to its end. */
  end(): void {
    if (this.#state !== "running") return;
    this.#state = "ended";
    this.#shown = this.#dropped + this.#chunks.length;
    this.#wake();
    this.#letGo();
  }

  /** The call broke off without an end. */
  fail(): void {
    if (this.#state !== "running") return;
    this.#state = "failed";
    this.#completed.resolve(false);
    this.#wake();
    this.#letGo();
  }

  /** The chunk at `position`, from 0, when it may be seen. */
  chunk(position: number): Buffer | undefined {
    return position < this.#shown ? this.#chunks[position - this.#dropped] : undefined;
  }

  join(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** A listener has taken something. */
  moved(): void {
    if (!this.#whole) this.#trim();
    if (!this.#pressed || this.waiting >= highWater) return;
    this.#pressed = false;
    this.#recorder?.drained();
  }

  /** When the last one leaves, the call is for nobody. */
  leave(listener: Listener): void {
    if (!this.#listeners.delete(listener)) return;
    // First: a recorder that waits for a listener who has left need not wait, and may still go on.
    this.moved();
    if (this.#listeners.size === 0 && this.#state === "running") this.#recorder?.abandoned();
    this.#letGo();
  }

  #count(bytes: number): void {
    if (this.#bytes <= mostKept && bytes <= this.#memory.free) {
      this.#memory.free -= bytes;
      this.#counted += bytes;
      return;
    }
    this.#whole = false;
    this.#giveBack();
    this.#trim();
  }

  #giveBack(): void {
    this.#memory.free += this.#counted;
    this.#counted = 0;
  }

  /** What is read by nobody any more takes no memory. */
  #letGo(): void {
    if (this.#state !== "running" && this.#listeners.size === 0) this.#giveBack();
  }

  /** Drops what every listener has taken. */
  #trim(): void {
    let taken = this.#bytes;
    for (const listener of this.#listeners) taken = Math.min(taken, listener.taken);
    for (let [first] = this.#chunks; first !== undefined; [first] = this.#chunks) {
      if (this.#droppedBytes + first.length > taken) break;
      this.#chunks.shift();
      this.#dropped += 1;
      this.#droppedBytes += first.length;
    }
  }

  #cutSlow(): void {
    for (const listener of this.#listeners) if (this.#bytes - listener.taken > mostKept) listener.cut();
  }

  #wake(): void {
    for (const listener of this.#listeners) listener.wake();
  }
}
