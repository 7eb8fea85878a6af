import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createHttpClient } from "../http-client.ts";
import { Secret } from "../secret.ts";
import type { Range } from "./ranges.ts";
import { createWeb, type Web, type WebOptions } from "./web.ts";

/** A server of one file, at every path, that does as it is told. */
export interface FileServer {
  readonly url: URL;
  bytes: Buffer;
  /** Absent: none is sent. */
  etag?: string | undefined;
  /** Whether it sends parts. */
  ranges: boolean;
  /** Whether it says how long an answer is. */
  length: boolean;
  /** Bytes of a body after which the connection is cut, one for each answer in turn; afterwards none is. */
  readonly cuts: number[];
  /** Answers in another way; gives whether it has. */
  instead: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Headers of all requests. */
  readonly requests: IncomingMessage["headers"][];
}

export async function serveFile(bytes: Buffer): Promise<FileServer> {
  const server = createServer((request, response) => answer(served, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const served: FileServer = {
    url: new URL(`http://127.0.0.1:${port}/file.gguf`),
    bytes,
    etag: '"one"',
    ranges: true,
    length: true,
    cuts: [],
    instead: () => false,
    requests: [],
  };
  return served;
}

function answer(served: FileServer, request: IncomingMessage, response: ServerResponse): void {
  served.requests.push(request.headers);
  if (served.instead(request, response)) return;
  const { bytes, etag } = served;
  if (etag !== undefined) response.setHeader("etag", etag);
  const range = served.ranges ? rangeOf(request, bytes.length) : undefined;
  if (range === "outside") {
    response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
    return;
  }
  if (range !== undefined)
    response.setHeader("content-range", `bytes ${range.start}-${range.end - 1}/${bytes.length}`);
  const body = range === undefined ? bytes : bytes.subarray(range.start, range.end);
  if (served.length) response.setHeader("content-length", body.length);
  response.writeHead(range === undefined ? 200 : 206);
  const cut = served.cuts.shift();
  if (cut === undefined || cut >= body.length) response.end(body);
  else if (cut === 0) request.socket.destroy();
  else response.write(body.subarray(0, cut), () => request.socket.destroy());
}

function rangeOf(request: IncomingMessage, size: number): Range | "outside" | undefined {
  const match = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
  if (match === null) return undefined;
  const start = Number(match[1]);
  return start >= size ? "outside" : { start, end: Math.min(Number(match[2]) + 1, size) };
}

/** The web of a test: only loopback answers, and fast. */
export function testWeb(
  options: Partial<WebOptions> & { readonly token?: string; readonly tokenOrigin?: string } = {},
): Web {
  const { token, tokenOrigin = "", ...rest } = options;
  const web = createWeb({
    connect: (origin) =>
      createHttpClient(origin, { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 20_000 }),
    mayBePlain: () => true,
    userAgent: "test",
    ...(token !== undefined && { credentials: { origin: tokenOrigin, token: new Secret(token) } }),
    ...rest,
  });
  onTestFinished(() => web.close());
  return web;
}
