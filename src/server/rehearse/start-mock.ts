import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ParleyError } from "../../spec/errors.ts";
import { answer, answerHeaders, type AnswerDeps, asUpstream } from "./answer.ts";
import { MockExchange } from "./exchange.ts";
import { readWireRequest } from "./read-wire-request.ts";

export interface MockServer {
  /** Such as `http://127.0.0.1:4243`. */
  readonly url: string;
  /** Connections that are open. */
  readonly connections: number;
  /** Ends open answers at once, and frees the port. */
  close(): Promise<void>;
}

export interface MockOptions extends AnswerDeps {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/**
 * A server that speaks a provider's dialect and answers with another provider's models. Any key is good, and none is
 * needed. Fails as listening does.
 */
export async function startMock(options: MockOptions): Promise<MockServer> {
  const server = createServer((request, response) => {
    const exchange = new MockExchange(request, response, randomBytes(16).toString("hex"));
    serve(options, exchange).catch((error: unknown) => fail(options, exchange, error));
  });
  let connections = 0;
  server.on("connection", (socket) => {
    connections += 1;
    socket.once("close", () => (connections -= 1));
  });
  await listening(server, options);
  const { port } = server.address() as AddressInfo;
  const name = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${name}:${port}`,
    get connections() {
      return connections;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listening(server: Server, { host, port }: MockOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function serve(options: MockOptions, exchange: MockExchange): Promise<void> {
  const wire = await readWireRequest(exchange.request);
  const asked = options.dialect.read(wire);
  if (asked === undefined) {
    throw new ParleyError("unknown_route", {
      message: `Unknown request URL: ${wire.method} ${wire.path.slice(0, 200)}.`,
    });
  }
  await answer(options, exchange, asked);
}

/** The last resort: it must not throw. */
async function fail(options: MockOptions, exchange: MockExchange, thrown: unknown): Promise<void> {
  if (exchange.begun) return exchange.breakOff("");
  const { status, body, headers } = options.dialect.problem(asUpstream(thrown));
  exchange.sendJson(status, body, { ...answerHeaders(options, exchange), ...headers });
}
