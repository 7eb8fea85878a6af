/** The files that a download writes, by their paths. Fails as Node's `fs` does, with `code`, such as `ENOSPC`. */
export interface DownloadFiles {
  /** Opens for reading and writing; makes it, and its folders, where they are missing. */
  open(path: string): Promise<DownloadFile>;
  /** In place of what is there, in one step. */
  rename(from: string, to: string): Promise<void>;
  /** Nothing happens where there is none. */
  remove(path: string): Promise<void>;
  /** The whole of a small text file; `undefined` where there is none. */
  readText(path: string): Promise<string | undefined>;
  /** Bytes that may still be written to the disk of this path, which need not exist. */
  freeBytes(path: string): Promise<number>;
}

export interface DownloadFile {
  /** Writes all of it. A place behind the end leaves a gap of zeros. */
  write(position: number, bytes: Uint8Array): Promise<void>;
  /** At most `length` bytes; fewer at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;
  size(): Promise<number>;
  truncate(length: number): Promise<void>;
  /** Resolves when what was written survives a loss of power. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
