/** One way in which an upstream's answer can be odd or broken. */

/** What goes out next: bytes, a pause in milliseconds, many times the same, or the end of the connection. */
export type Step =
  | string
  | Buffer
  | { readonly wait: number }
  | { readonly repeat: string | Buffer; readonly times: number }
  /** In order, or with a reset; without either the connection stays open. */
  | "close"
  | "reset";

/** What a caller must see of it: an error, the right answer, or one of the two, but nothing else. */
export type Must = "fail" | "answer" | "either";

export interface Shape {
  /** Lower case and hyphens: it is also the provider's name. */
  readonly name: string;
  /** Of which kind of answer; absent where it does not apply. */
  readonly stream?: Case;
  readonly body?: Case;
}

export interface Case {
  readonly must: Must;
  readonly steps: readonly Step[];
  /** The text that a caller must see where it is not the usual one. */
  readonly text?: string;
}

/** A head; `fields` are lines without their ends. */
export function head(type: string, ...fields: readonly string[]): string {
  return ["HTTP/1.1 200 OK", `content-type: ${type}`, ...fields, "", ""].join("\r\n");
}

export function chunk(data: string | Buffer): Buffer {
  const bytes = Buffer.from(data as string);
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

export const lastChunk = "0\r\n\r\n";
export const types = { stream: "text/event-stream", body: "application/json" } as const;
export const isChunked = "transfer-encoding: chunked";

/** A stream that HTTP itself ends in order. */
export function streamed(must: Must, data: string | Buffer, text?: string): Case {
  const steps = [head(types.stream, isChunked), chunk(data), lastChunk];
  return { must, steps, ...(text !== undefined && { text }) };
}

/** A body of which HTTP itself says how long it is. */
export function whole(must: Must, data: string | Buffer, text?: string): Case {
  const bytes = Buffer.from(data as string);
  return {
    must,
    steps: [head(types.body, `content-length: ${bytes.length}`), bytes],
    ...(text !== undefined && { text }),
  };
}
