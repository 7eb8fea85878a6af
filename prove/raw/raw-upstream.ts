/** An upstream that says whatever it is told to, byte by byte, whether or not that is HTTP. In this process. */
import { createServer, type Socket } from "node:net";
import type { Cleanup } from "../../bench/lib/cleanup.ts";

/** One request, once all of it has come. */
export interface RawRequest {
  readonly socket: Socket;
  /** The first part of the path: the provider's name in the settings. */
  readonly provider: string;
  /** What the caller asked: the text of the last message. */
  readonly question: string;
  /** Whether Parley asked for a stream. */
  readonly stream: boolean;
  /** From 0, on this connection. */
  readonly turn: number;
}

export interface RawUpstream {
  readonly port: number;
  /** Connections that it had so far. */
  connections(): number;
}

interface Body {
  readonly stream?: boolean;
  readonly messages?: readonly { readonly content?: unknown }[];
}

/** `answer` gets each request, and each connection at once when `connected` is given. */
export async function startRawUpstream(
  cleanup: Cleanup,
  answer: (request: RawRequest) => void,
  connected: (socket: Socket) => void = () => undefined,
): Promise<RawUpstream> {
  let connections = 0;
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    connections++;
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => open.delete(socket));
    readRequests(socket, answer);
    connected(socket);
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the raw upstream has no port");
  cleanup.add(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  });
  return { port: address.port, connections: () => connections };
}

function readRequests(socket: Socket, answer: (request: RawRequest) => void): void {
  let turn = 0;
  let bytes = Buffer.alloc(0);
  socket.on("data", (piece: Buffer) => {
    bytes = Buffer.concat([bytes, piece]);
    const end = bytes.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = bytes.toString("latin1", 0, end);
    const size = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (bytes.length < end + 4 + size) return;
    const text = bytes.toString("utf8", end + 4, end + 4 + size);
    bytes = bytes.subarray(end + 4 + size);
    answer({ socket, turn: turn++, ...readRequest(head, text) });
  });
}

function readRequest(head: string, text: string): Pick<RawRequest, "provider" | "question" | "stream"> {
  const provider = /^[A-Z]+ \/([\w-]+)\//.exec(head)?.[1] ?? "";
  const { stream, messages } = JSON.parse(text === "" ? "{}" : text) as Body;
  const question = messages?.at(-1)?.content;
  return { provider, question: typeof question === "string" ? question : "", stream: stream === true };
}
