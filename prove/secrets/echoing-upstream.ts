/** An upstream that says everything it was told, secrets too, in its errors and in its answers. In this process. */
import { createServer } from "node:http";
import type { Cleanup } from "../../bench/lib/cleanup.ts";

/** Gives its port. What was posted to `/hook` is told to `hooked`. */
export async function startEchoingUpstream(
  cleanup: Cleanup,
  hooked: (text: string) => void,
): Promise<number> {
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString("utf8")));
    request.on("end", () => {
      if (request.url === "/hook") hooked(`${JSON.stringify(request.headers)}${body}`);
      const said = request.headers.authorization ?? "nothing";
      const message = `Incorrect API key provided: ${said.replace("Bearer ", "")}. Your headers were ${said}.`;
      response.writeHead(request.url === "/hook" ? 200 : 401, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ error: { message, type: "invalid_request_error", code: "invalid_api_key" } }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1" }, resolve));
  cleanup.add(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as { readonly port: number }).port;
}
