import { createServer, type IncomingMessage, request as askPlain, type ServerResponse } from "node:http";
import { request as askSecurely } from "node:https";
import type { AddressInfo } from "node:net";
import type { Provider } from "../../src/spec/provider.ts";
import type { GenerateTask } from "../../src/spec/call.ts";
import type { RawAnswer } from "./strip-secrets.ts";

/** What an answer may have at most, in bytes; and the time for it, in milliseconds. */
const largest = 64 * 1024 * 1024;
const patience = 10 * 60_000;

export interface Recording {
  /** The upstream's first answer, byte for byte. */
  readonly answer: RawAnswer;
  /** What Parley's provider made of it, when that was an error. */
  readonly error: unknown;
}

/**
 * Asks an upstream once, with the request that Parley would send, through a listener on this machine that keeps what
 * comes back. Fails when the upstream cannot be reached.
 *
 * @param create Makes the provider for a base address, which is the listener's.
 */
export async function recordAnswer(
  upstream: string,
  create: (baseUrl: string) => Provider,
  asked: { readonly model: string; readonly task: GenerateTask },
): Promise<Recording> {
  const { origin, pathname } = new URL(upstream);
  const answers: Promise<RawAnswer>[] = [];
  const server = createServer((request, response) => {
    const answer = handOn(origin, request, response);
    answer.catch(() => response.destroy());
    answers.push(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const provider = create(`http://127.0.0.1:${port}${pathname.replace(/\/$/, "")}`);
  try {
    const error = await readThrough(provider, asked);
    const [first] = answers;
    if (first === undefined) throw new Error("The provider asked nothing.", { cause: error });
    return { answer: await first, error };
  } finally {
    await provider.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function readThrough(
  provider: Provider,
  { model, task }: { readonly model: string; readonly task: GenerateTask },
): Promise<unknown> {
  const signal = AbortSignal.timeout(patience);
  const stream = provider.generate({ callId: "req_recorded", model, task, stream: true, signal });
  try {
    while ((await stream.next()).done !== true);
    return undefined;
  } catch (error) {
    return error;
  }
}

async function handOn(
  origin: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RawAnswer> {
  const body = await bytesOf(request);
  const { host: _host, connection: _connection, ...headers } = request.headers;
  const ask = origin.startsWith("https:") ? askSecurely : askPlain;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { method } = request;
    ask(origin + (request.url ?? ""), { headers, ...(method !== undefined && { method }) }, resolve)
      .once("error", reject)
      .end(body);
  });
  const bytes = await bytesOf(answer);
  const status = answer.statusCode ?? 502;
  response.writeHead(status, { "content-type": answer.headers["content-type"] ?? "" }).end(bytes);
  const names = answer.rawHeaders.filter((_, index) => index % 2 === 0);
  return {
    status,
    statusText: answer.statusMessage ?? "",
    headers: names.map((name, index) => [name, answer.rawHeaders[index * 2 + 1] ?? ""] as const),
    body: bytes,
  };
}

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > largest) throw new Error("The answer is too large to be a fixture.");
  }
  return Buffer.concat(chunks);
}
