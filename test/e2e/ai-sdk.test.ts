import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateText, jsonSchema, Output, streamText, tool } from "ai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const providers = [
  [
    "@ai-sdk/openai",
    () => {
      const provider = createOpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key });
      return {
        chat: provider.chat("rehearsal"),
        broken: provider.chat("rehearsal-breaks-midway"),
        embedding: provider.embedding("rehearsal-embedding"),
      };
    },
  ],
  [
    "@ai-sdk/openai-compatible",
    () => {
      const provider = createOpenAICompatible({
        name: "parley",
        baseURL: `${server.url}/v1`,
        apiKey: server.key,
        supportsStructuredOutputs: true,
        includeUsage: true,
      });
      return {
        chat: provider.chatModel("rehearsal"),
        broken: provider.chatModel("rehearsal-breaks-midway"),
        embedding: provider.embeddingModel("rehearsal-embedding"),
      };
    },
  ],
] as const;

describe.each(providers)("%s", (_name, create) => {
  test("writes text, whole and streamed, with usage", async () => {
    const { chat } = create();
    const whole = await generateText({ model: chat, prompt: "Hello, world!", maxRetries: 0 });
    expect(whole.text).toMatch(/\w/);
    expect(whole.finishReason).toBe("stop");
    expect(whole.usage.inputTokens).toBe(11);
    const streamed = streamText({ model: chat, prompt: "Hello, world!", maxRetries: 0 });
    let text = "";
    for await (const piece of streamed.textStream) text += piece;
    expect(text).toBe(whole.text);
    expect((await streamed.usage).inputTokens).toBe(11);
  });

  test("makes objects of a schema", async () => {
    const { chat } = create();
    const schema = jsonSchema<{ city: string }>({
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    });
    const { output } = await generateText({
      model: chat,
      prompt: "Name a city.",
      output: Output.object({ schema }),
      maxRetries: 0,
    });
    expect(typeof output.city).toBe("string");
  });

  test("calls tools and goes on with their results", async () => {
    const { chat } = create();
    const called: unknown[] = [];
    const weather = tool({
      description: "Tells the weather of a city.",
      inputSchema: jsonSchema<{ city: string }>({
        type: "object",
        properties: { city: { type: "string" } },
        required: ["city"],
        additionalProperties: false,
      }),
      execute: (input) => {
        called.push(input);
        return "17 degrees and windy";
      },
    });
    const { toolCalls } = await generateText({
      model: chat,
      prompt: "Weather in Lisbon?",
      tools: { weather },
      toolChoice: "required",
      maxRetries: 0,
    });
    expect(toolCalls[0]).toMatchObject({ toolName: "weather" });
    expect(called).toHaveLength(1);
  });

  test("learns of a broken stream", async () => {
    const { broken } = create();
    const streamed = streamText({
      model: broken,
      prompt: "Hello, world!",
      maxRetries: 0,
      onError: () => undefined,
    });
    const kinds: string[] = [];
    for await (const part of streamed.fullStream) kinds.push(part.type);
    expect(kinds).toContain("error");
  });

  test("embeds", async () => {
    const { embedding } = create();
    const { embeddings } = await embedMany({ model: embedding, values: ["a", "b"], maxRetries: 0 });
    expect(embeddings).toHaveLength(2);
  });
});
