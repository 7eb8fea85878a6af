import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A provider on this machine that knows one key, and answers whoever has it. */
export interface Upstream {
  /** As it stands in the settings, version included. */
  readonly baseUrl: string;
  readonly goodKey: string;
  close(): Promise<void>;
}

export async function startUpstream(): Promise<Upstream> {
  const goodKey = "sk-upstream-good";
  const server: Server = createServer((request, response) => {
    request.resume().on("end", () => {
      const fits = request.headers.authorization === `Bearer ${goodKey}`;
      const streams = request.url?.endsWith("/chat/completions") === true;
      response.writeHead(fits ? 200 : 401, {
        "content-type": fits && streams ? "text/event-stream" : "application/json",
      });
      if (!fits) {
        const error = { message: "This key is unknown here.", type: "invalid_request_error", param: null };
        response.end(JSON.stringify({ error: { ...error, code: "invalid_api_key" } }));
      } else if (streams) response.end(answer("Hello from upstream."));
      else response.end(JSON.stringify({ object: "list", data: [{ id: "small", object: "model" }] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    goodKey,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(text: string): string {
  const frame = { id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "small" };
  const choice = { index: 0, finish_reason: null };
  const chunks = [
    { ...frame, choices: [{ ...choice, delta: { role: "assistant", content: text } }] },
    { ...frame, choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    { ...frame, choices: [], usage: { prompt_tokens: 5, completion_tokens: 4, total_tokens: 9 } },
  ];
  return [...chunks.map((chunk) => JSON.stringify(chunk)), "[DONE]"]
    .map((data) => `data: ${data}\n\n`)
    .join("");
}
