import { ParleyError } from "../spec/errors.ts";

/** Reads `length` bytes at `position`; fewer at the end of the file. */
export type ReadAt = (position: number, length: number) => Promise<Buffer>;

/** Bytes that are read at once: the list of a model's tokens takes several MiB. */
const windowBytes = 1024 * 1024;

/** Walks through a file's little-endian numbers and texts in order, reading ahead in windows. */
export class GgufCursor {
  readonly #read: ReadAt;
  readonly #fileBytes: number;
  #window: Buffer = Buffer.alloc(0);
  /** Place in the file of the window's first byte, and of the next byte within the window. */
  #start = 0;
  #at = 0;

  constructor(read: ReadAt, fileBytes: number) {
    this.#read = read;
    this.#fileBytes = fileBytes;
  }

  /** Place of the next byte in the file. */
  get position(): number {
    return this.#start + this.#at;
  }

  async u32(): Promise<number> {
    await this.#need(4);
    const value = this.#window.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  /** A 64-bit count or offset. Fails with `invalid_value` beyond exact integers: no file is that large. */
  async u64(): Promise<number> {
    const value = await this.big();
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken("a number in it is absurdly large");
    return Number(value);
  }

  async big(): Promise<bigint> {
    await this.#need(8);
    const value = this.#window.readBigUInt64LE(this.#at);
    this.#at += 8;
    return value;
  }

  /** A text with its length before it. `longest` bounds it, in bytes. */
  async text(longest: number): Promise<string> {
    const length = await this.u64();
    if (length > longest) throw broken("a text in it is absurdly long");
    await this.#need(length);
    const text = this.#window.toString("utf8", this.#at, this.#at + length);
    this.#at += length;
    return text;
  }

  async bytes(length: number): Promise<Buffer> {
    await this.#need(length);
    const bytes = this.#window.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }

  /** Passes over `length` bytes, without reading those beyond the window. */
  skip(length: number): void {
    if (this.position + length > this.#fileBytes) throw broken("it ends in the middle of its header");
    this.#at += length;
  }

  async #need(length: number): Promise<void> {
    if (this.#at + length <= this.#window.length) return;
    const start = this.position;
    if (start + length > this.#fileBytes) throw broken("it ends in the middle of its header");
    this.#window = await this.#read(start, Math.max(windowBytes, length));
    this.#start = start;
    this.#at = 0;
    if (this.#window.length < length) throw broken("it ends in the middle of its header");
  }
}

export function broken(why: string): ParleyError {
  return new ParleyError("invalid_value", { message: `This is no usable GGUF file: ${why}.` });
}
