import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ask } from "./ask.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Answers with these pieces, one after the other. */
async function answering(pieces: readonly string[], status = 200): Promise<number> {
  server = createServer(async (request, response) => {
    request.resume();
    response.statusCode = status;
    for (const piece of pieces) {
      response.write(piece);
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

const event = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;
const text = (content: string) => event({ choices: [{ delta: { content } }] });
const usage = event({
  choices: [],
  usage: { prompt_tokens: 9, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } },
});
const asking = async (pieces: readonly string[], status?: number) =>
  ask({ port: await answering(pieces, status), apiKey: "k", model: "m", maxTokens: 2, options: {} }, []);

test("a whole answer, also when its events come in halves", async () => {
  const whole = text("Hé") + text("llo") + usage + "data: [DONE]\n\n";
  const asked = await asking([whole.slice(0, 20), whole.slice(20, 61), whole.slice(61)]);
  expect(asked).toEqual({
    text: "Héllo",
    firstMs: expect.any(Number),
    promptTokens: 9,
    cachedTokens: 4,
    outputTokens: 2,
  });
});

test.each([
  ["status 503", ["busy"], 503, "status 503: busy"],
  ["no usage", [text("a"), "data: [DONE]\n\n"], 200, "without usage"],
  ["no end", [text("a"), usage], 200, "without [DONE]"],
  ["an error in the stream", [text("a"), event({ choices: [], error: { code: "x" } })], 200, '"code":"x"'],
  [
    "too many tokens",
    [text("a"), usage.replace('"completion_tokens":2', '"completion_tokens":3'), "data: [DONE]\n\n"],
    200,
    "3 tokens instead of 2",
  ],
])("%s fails", async (_, pieces, status, message) => {
  await expect(asking(pieces, status)).rejects.toThrow(message);
});
