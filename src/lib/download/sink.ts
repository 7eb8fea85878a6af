import type { DownloadFile } from "./files.ts";
import type { JournalWriter } from "./journal.ts";

/** Bytes that are written at once, and bytes after which the journal hears of them. */
const writeBytes = 1024 * 1024;
const recordBytes = 8 * writeBytes;

export interface SinkDeps {
  readonly file: Pick<DownloadFile, "write">;
  /** Resolves when everything that was written before survives a loss of power. */
  readonly sync: () => Promise<void>;
  /** Absent when the download cannot be taken up again. */
  readonly journal: JournalWriter | undefined;
  /** Fails when the disk is nearly full. */
  readonly checkDisk: () => Promise<void>;
}

/** Writes bytes that come in order into their place, in large pieces, and notes in the journal what is on the disk. */
export class Sink {
  readonly #deps: SinkDeps;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #written: number;
  #recorded: number;

  constructor(deps: SinkDeps, start: number) {
    this.#deps = deps;
    this.#written = start;
    this.#recorded = start;
  }

  /** Place of the next byte that is wanted. */
  get position(): number {
    return this.#written + this.#pendingBytes;
  }

  async push(chunk: Buffer): Promise<void> {
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes >= writeBytes) await this.#write();
    if (this.#written - this.#recorded >= recordBytes) {
      await this.#record();
      await this.#deps.checkDisk();
    }
  }

  /** Writes and notes what is left. Also to be called when the download ends too early, whatever the reason. */
  async finish(): Promise<void> {
    try {
      await this.#write();
    } finally {
      await this.#record();
    }
  }

  async #write(): Promise<void> {
    if (this.#pendingBytes === 0) return;
    const bytes = this.#pending.length === 1 ? this.#pending[0] : Buffer.concat(this.#pending);
    if (bytes === undefined) return;
    await this.#deps.file.write(this.#written, bytes);
    this.#written += bytes.length;
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  async #record(): Promise<void> {
    if (this.#written === this.#recorded || this.#deps.journal === undefined) return;
    const end = this.#written;
    // First the bytes, then the word about them: after a loss of power no journal promises what is not there.
    await this.#deps.sync();
    await this.#deps.journal.record({ start: this.#recorded, end });
    this.#recorded = end;
  }
}
