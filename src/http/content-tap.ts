import type { IncomingMessage } from "node:http";

/** What was said, as far as it is kept. */
export interface KeptContent {
  readonly bytes: Buffer;
  /** How many there were in all. */
  readonly size: number;
}

/** Who wants to have the bodies of requests, when they are read. */
const listeners = new WeakMap<IncomingMessage, (body: Buffer) => void>();

/** Tells whoever listens that a request's body was read. */
export function noteBody(request: IncomingMessage, body: Buffer): void {
  listeners.get(request)?.(body);
}

/** Keeps the beginning of a request's body and of its answer, at most `most` bytes of each. */
export class ContentTap {
  readonly #most: number;
  readonly #pieces: Buffer[] = [];
  #kept = 0;
  #size = 0;
  #question: KeptContent | undefined;
  #type = "";

  constructor(request: IncomingMessage, most: number) {
    this.#most = most;
    listeners.set(request, (body) => {
      // A copy: the body is often a piece of something larger, which would be kept with it.
      this.#question ??= { bytes: Buffer.from(body.subarray(0, most)), size: body.length };
    });
  }

  /** The answer begins, with this media type. */
  begin(type: string): void {
    this.#type = type;
  }

  /** The answer's media type; empty where it has not begun, or was nothing to be kept. */
  get type(): string {
    return this.#type;
  }

  /** Notes a piece of the answer. */
  add(piece: string | Uint8Array): void {
    const size = typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
    this.#size += size;
    const room = this.#most - this.#kept;
    if (room <= 0 || size === 0) return;
    const bytes = Buffer.from(piece as string).subarray(0, room);
    this.#pieces.push(bytes);
    this.#kept += bytes.length;
  }

  get question(): KeptContent | undefined {
    return this.#question;
  }

  /** Of the answer. */
  get keptBytes(): number {
    return this.#kept;
  }

  get answer(): KeptContent | undefined {
    return this.#size === 0 ? undefined : { bytes: Buffer.concat(this.#pieces), size: this.#size };
  }
}
