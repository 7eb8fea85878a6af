import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A model's provider that counts what it is asked, and answers when it is told to. */
export interface CountingUpstream {
  readonly url: string;
  /** How often it was asked. */
  readonly asked: number;
  /** Callers that left before their answer was complete. */
  readonly left: number;
  /** From now on, answers wait after their first piece. */
  hold(): void;
  /** Completes the answers that wait, and those to come. */
  go(): void;
  close(): Promise<void>;
}

/** Writes streams of the chat dialect alone: asks for anything else are answered with a whole chat completion. */
export async function startCountingUpstream(): Promise<CountingUpstream> {
  let asked = 0;
  let left = 0;
  let gate = Promise.withResolvers<void>();
  gate.resolve();

  async function answer(response: ServerResponse, stream: boolean, number: number): Promise<void> {
    const { promise } = gate;
    response.once("close", () => {
      if (!response.writableFinished) left += 1;
    });
    const id = `up-${number}`;
    if (!stream) {
      await promise;
      const message = { role: "assistant", content: `answer ${number}` };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          id,
          object: "chat.completion",
          created: 1,
          model: "m",
          choices: [{ index: 0, message, finish_reason: "stop" }],
          usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
        }),
      );
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    const say = (choice: object): void => {
      const chunk = { id, object: "chat.completion.chunk", created: 1, model: "m", choices: [choice] };
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    };
    say({ index: 0, delta: { role: "assistant", content: `answer ${number}:` }, finish_reason: null });
    await promise;
    for (let word = 0; word < 20; word++) {
      say({ index: 0, delta: { content: ` ${word}` }, finish_reason: null });
    }
    say({ index: 0, delta: {}, finish_reason: "stop" });
    response.end("data: [DONE]\n\n");
  }

  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => (body += piece.toString()));
    request.on("end", () => {
      const { stream } = JSON.parse(body) as { stream?: boolean };
      void answer(response, stream === true, ++asked);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get asked() {
      return asked;
    },
    get left() {
      return left;
    },
    hold: () => void (gate = Promise.withResolvers()),
    go: () => gate.resolve(),
    async close() {
      gate.resolve();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
