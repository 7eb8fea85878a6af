/** An upstream that answers at once, or at the pace that the question asks for. In this process. */
import { createServer, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cleanup } from "../../bench/lib/cleanup.ts";
import { done, event, finish, goodBody, role, usageEvent } from "../raw/payload.ts";

/** Between two pieces of a stream, in milliseconds. */
const pieceEveryMs = 200;

/** Gives its port. A question reads `for 3000 ms`. */
export async function startPacedUpstream(cleanup: Cleanup): Promise<number> {
  const server = createServer({ keepAliveTimeout: 75_000 }, (request, response) => {
    void read(request).then(async (body) => {
      if (!/"stream": ?true/.test(body)) {
        response.setHeader("content-type", "application/json").end(goodBody);
        return;
      }
      const until = performance.now() + Number(/for (\d+) ms/.exec(body)?.[1] ?? 0);
      response.writeHead(200, { "content-type": "text/event-stream" }).write(role);
      response.write(event({ content: "Well" }));
      while (performance.now() < until && !response.destroyed) {
        await sleep(pieceEveryMs);
        response.write(event({ content: " and" }));
      }
      response.end(`${finish}${usageEvent}${done}`);
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, resolve));
  cleanup.add(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as { readonly port: number }).port;
}

async function read(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const piece of request) body += (piece as Buffer).toString("utf8");
  return body;
}
