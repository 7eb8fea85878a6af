import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { onTestFinished } from "vitest";
import { startMock } from "../../server/rehearse/start-mock.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { StreamEvent } from "../../spec/event.ts";
import type { Attempt, Provider } from "../../spec/provider.ts";
import { bedrockDialect } from "./dialect.ts";
import { http1Handler } from "./http1-handler.fixture.ts";

/** An id of Amazon's that must be escaped in an address. */
export const model = "arn:aws:bedrock:eu-central-1:1:inference-profile/eu.anthropic.claude-x-v1:0";

/** Amazon's own client, and a server that answers with these events, or fails at the first that is an error. */
export async function talk(events: readonly (StreamEvent | ParleyError)[]) {
  const attempts: Attempt[] = [];
  const generate: Provider["generate"] = (attempt) => {
    attempts.push(attempt);
    let at = 0;
    const stream: ReturnType<Provider["generate"]> = {
      async next() {
        const event = events[at++];
        if (event instanceof ParleyError) throw event;
        return event === undefined ? { done: true, value: undefined } : { done: false, value: event };
      },
      return: () => Promise.resolve({ done: true, value: undefined }),
      [Symbol.asyncIterator]: () => stream,
    };
    return stream;
  };
  const server = await startMock({
    host: "127.0.0.1",
    port: 0,
    dialect: bedrockDialect,
    requestIdHeader: "x-amzn-requestid",
    provider: {
      name: "script",
      models: [{ id: model }],
      generate,
      embed: generate as never,
      listModels: async () => [],
      close: async () => {},
    },
    now: () => 0,
  });
  const client = new BedrockRuntimeClient({
    region: "eu-central-1",
    endpoint: server.url,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: http1Handler,
  });
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { client, attempts };
}
