/** A file of the built console, ready to be sent. */
export interface ConsoleFile {
  /** Media type. */
  readonly type: string;
  readonly body: Buffer;
  /** The body under `br`, where that is smaller. */
  readonly brotli?: Buffer;
  /** Its name changes with its content: whoever has it never asks again. */
  readonly lasting: boolean;
  /** With quotes, RFC 9110, section 8.8.3. */
  readonly etag: string;
}

/** Gives the file at a path such as `/index.html`; nothing where there is none, or the console was not built. */
export type ConsoleFiles = (path: string) => ConsoleFile | undefined;
