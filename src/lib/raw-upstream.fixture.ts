import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { type Clocks, createHttpClient, type HttpClient } from "./http-client.ts";

export const testClocks: Clocks = { connect: 2_000, firstByte: 2_000, idle: 2_000, total: 10_000 };

/** An upstream that says what a test tells it, whether or not that is HTTP. */
export interface RawUpstream extends AsyncDisposable {
  readonly client: HttpClient;
  readonly port: number;
  /** Connections that it had so far. */
  readonly sockets: readonly Socket[];
}

/** `answer` is called for each request, with all bytes of it, once its body has come. */
export async function rawUpstream(
  answer: (socket: Socket, request: string, number: number) => void,
  clocks: Partial<Clocks> = {},
): Promise<RawUpstream> {
  const sockets: Socket[] = [];
  let requests = 0;
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    let text = "";
    socket.setEncoding("latin1");
    socket.on("error", () => socket.destroy());
    socket.on("data", (data: string) => {
      text += data;
      const head = text.indexOf("\r\n\r\n");
      if (head === -1 || text.length < head + 4 + Number(/content-length: (\d+)/.exec(text)?.[1] ?? 0))
        return;
      const request = text;
      text = "";
      answer(socket, request, requests++);
    });
  });
  const port = await listening(server);
  const client = createHttpClient(`http://127.0.0.1:${port}`, { ...testClocks, ...clocks });
  return {
    client,
    port,
    sockets,
    async [Symbol.asyncDispose]() {
      await client.close();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The whole answer to a GET. */
export async function fetchWhole(
  client: HttpClient,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ readonly status: number; readonly body: Buffer }> {
  const response = await client.send({ method: "GET", path: "/", headers: {}, signal }).started;
  const chunks: Buffer[] = [];
  for (let chunk = await response.next(); chunk !== undefined; chunk = await response.next())
    chunks.push(chunk);
  return { status: response.status, body: Buffer.concat(chunks) };
}
