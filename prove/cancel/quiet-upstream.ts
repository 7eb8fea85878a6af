/** An upstream that answers nothing, or half an answer, and notes when Parley lets go of it. In this process. */
import { createServer, type Socket } from "node:net";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import { content, done, finish, role, usageEvent } from "../raw/payload.ts";

/** The first part of the path says what it does: nothing, half of it, or half at once and the rest after a moment. */
export type Manner = "silent" | "midway" | "heard";

/** How long the second half takes where it comes, in milliseconds. */
const restAfterMs = 400;

export interface QuietUpstream {
  readonly port: number;
  /** Resolves when the request with this mark has been read and, where that is its manner, half of it answered. */
  read(mark: string): Promise<void>;
  /** Resolves with the moment in which its connection was closed, by the monotonic clock. */
  closed(mark: string): Promise<number>;
  /** How often a request with this mark came. */
  times(mark: string): number;
}

export const markPattern = /mark-\d+-[a-z]+/;

export async function startQuietUpstream(cleanup: Cleanup): Promise<QuietUpstream> {
  const reads = new Map<string, PromiseWithResolvers<void>>();
  const closes = new Map<string, PromiseWithResolvers<number>>();
  const counts = new Map<string, number>();
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    let text = "";
    let mark: string | undefined;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => {
      open.delete(socket);
      if (mark !== undefined) promised(closes, mark).resolve(performance.now());
    });
    socket.on("data", (piece: Buffer) => {
      text += piece.toString("latin1");
      if (!isWhole(text)) return;
      mark = markPattern.exec(text)?.[0] ?? "";
      const manner = (/^POST \/(\w+)\//.exec(text)?.[1] ?? "") as Manner;
      const request = text;
      text = "";
      counts.set(mark, (counts.get(mark) ?? 0) + 1);
      if (manner !== "silent") begin(socket, request);
      if (manner === "heard") setTimeout(() => end(socket, request), restAfterMs);
      promised(reads, mark).resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, resolve));
  cleanup.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  });
  return {
    port: (server.address() as { readonly port: number }).port,
    read: (mark) => promised(reads, mark).promise,
    closed: (mark) => promised(closes, mark).promise,
    times: (mark) => counts.get(mark) ?? 0,
  };
}

function promised<T>(all: Map<string, PromiseWithResolvers<T>>, mark: string): PromiseWithResolvers<T> {
  const known = all.get(mark) ?? Promise.withResolvers<T>();
  all.set(mark, known);
  return known;
}

function isWhole(text: string): boolean {
  const end = text.indexOf("\r\n\r\n");
  if (end === -1) return false;
  return text.length >= end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1] ?? 0);
}

/** Half an answer, in the form that was asked for: a stream, a sound, or a document. */
function begin(socket: Socket, request: string): void {
  const head = (type: string): string => `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\n`;
  const stream = /"stream": ?true/.test(request);
  if (/^POST \S+\/audio\/speech/.test(request)) {
    socket.write(`${head("audio/mpeg")}content-length: 100000\r\n\r\n${"x".repeat(1_000)}`);
  } else if (!stream) {
    socket.write(`${head("application/json")}content-length: 100000\r\n\r\n{"id":"chatcmpl-1",`);
  } else if (/^POST \S+\/v1\/completions/.test(request)) {
    const piece = { id: "cmpl-1", object: "text_completion", created: 1, model: "mock" };
    const choices = [{ index: 0, text: "Gr", finish_reason: null, logprobs: null }];
    chunk(socket, head("text/event-stream"), `data: ${JSON.stringify({ ...piece, choices })}\n\n`);
  } else {
    chunk(socket, head("text/event-stream"), `${role}${content[0] ?? ""}`);
  }
}

function chunk(socket: Socket, head: string, text: string): void {
  socket.write(`${head}transfer-encoding: chunked\r\n\r\n${framed(text)}`);
}

/** The rest of a stream, with what it used. */
function end(socket: Socket, request: string): void {
  if (socket.destroyed || !/"stream": ?true/.test(request)) return;
  socket.end(`${framed(`${content.slice(1).join("")}${finish}${usageEvent}${done}`)}0\r\n\r\n`);
}

function framed(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}
