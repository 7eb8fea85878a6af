import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { EventStream, StreamEvent } from "../../spec/event.ts";

/** What an upstream was asked. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

/** An answer as it lies on the wire. */
export interface RecordedAnswer {
  readonly status: number;
  /** In the order of the file, names as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/**
 * Reads a file `<provider>-<case>.http`: the status line, the headers, an empty line, and then the body byte for
 * byte. `content-length` and `transfer-encoding` are left out there: the server that plays it adds its own.
 */
export function readRecorded(file: URL): RecordedAnswer {
  const bytes = readFileSync(file);
  const end = bytes.indexOf("\n\n");
  const [start = "", ...lines] = bytes.subarray(0, end).toString("latin1").split("\n");
  return {
    status: Number(start.split(" ")[1]),
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
    }),
    body: bytes.subarray(end + 2),
  };
}

export interface PlayOptions {
  /** Bytes of each piece in which the body is written; the last holds for the rest. Absent: all at once. */
  readonly pieces?: readonly number[];
  /** The connection breaks after so many bytes of the body. */
  readonly breakAfter?: number;
}

export interface PlayedUpstream {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly requests: readonly SeenRequest[];
}

/** Answers each request with the next of `answers`, the last one for ever. Ends with the test. */
export async function playRecorded(
  answers: readonly RecordedAnswer[],
  options: PlayOptions = {},
): Promise<PlayedUpstream> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const answer = answers[Math.min(requests.length, answers.length - 1)];
      requests.push(seen(request, Buffer.concat(chunks)));
      if (answer === undefined) throw new TypeError("no answer to play");
      response.writeHead(answer.status, answer.headers.flat());
      const body = answer.body.subarray(0, options.breakAfter ?? answer.body.length);
      let at = 0;
      const pieces = options.pieces ?? [body.length];
      for (let i = 0; at < body.length; i++) {
        const size = Math.max(1, pieces[Math.min(i, pieces.length - 1)] ?? body.length);
        response.write(body.subarray(at, at + size));
        at += size;
      }
      if (options.breakAfter === undefined) response.end();
      else response.write("", () => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${port}`, requests };
}

function seen(request: IncomingMessage, bytes: Buffer): SeenRequest {
  const text = bytes.toString("utf8");
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // no JSON: the text is what the test looks at
  }
  const { method = "", url = "", headers } = request;
  return { method, url, headers, body };
}

/** Reads a stream to its end, or to its error, which comes beside what came before it. */
export async function readAll(
  stream: EventStream,
): Promise<{ readonly events: readonly StreamEvent[]; readonly error: unknown }> {
  const events: StreamEvent[] = [];
  try {
    for (;;) {
      const result = await stream.next();
      if (result.done === true) return { events, error: undefined };
      events.push(result.value);
    }
  } catch (error) {
    return { events, error };
  }
}
