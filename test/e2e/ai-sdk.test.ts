import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateText, jsonSchema, Output, streamText, tool } from "ai";
import { describe, expect, test } from "vitest";
import { handling, serveAllWays, ways } from "./every-way/ways.ts";

const server = serveAllWays();

const providers = [
  [
    "@ai-sdk/openai",
    (prefix: string) => {
      const { url, key } = server();
      const provider = createOpenAI({ baseURL: `${url}/v1`, apiKey: key });
      return {
        chat: provider.chat(`${prefix}rehearsal`),
        broken: provider.chat(`${prefix}rehearsal-breaks-midway`),
        embedding: provider.embedding(`${prefix}rehearsal-embedding`),
      };
    },
  ],
  [
    "@ai-sdk/openai-compatible",
    (prefix: string) => {
      const { url, key } = server();
      const provider = createOpenAICompatible({
        name: "parley",
        baseURL: `${url}/v1`,
        apiKey: key,
        supportsStructuredOutputs: true,
        includeUsage: true,
      });
      return {
        chat: provider.chatModel(`${prefix}rehearsal`),
        broken: provider.chatModel(`${prefix}rehearsal-breaks-midway`),
        embedding: provider.embeddingModel(`${prefix}rehearsal-embedding`),
      };
    },
  ],
] as const;

const cases = providers.flatMap(([name, create]) =>
  ways.map((way) => [`${name} ${way.name}`, way, () => create(way.prefix)] as const),
);

describe.each(cases)("%s", (_name, way, create) => {
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
    const asked = generateText({
      model: chat,
      prompt: "Weather in Lisbon?",
      tools: { weather },
      toolChoice: "required",
      maxRetries: 0,
    });
    const forced = handling(way, "tool_choice.required");
    if (forced.how === "refused") {
      await expect(asked).rejects.toMatchObject({ statusCode: 400, message: forced.why });
      return;
    }
    expect((await asked).toolCalls[0]).toMatchObject({ toolName: "weather" });
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

  test("embeds, or says that it cannot", async () => {
    const { embedding } = create();
    const asked = embedMany({ model: embedding, values: ["a", "b"], maxRetries: 0 });
    if (way.embeds) expect((await asked).embeddings).toHaveLength(2);
    else await expect(asked).rejects.toMatchObject({ statusCode: 400 });
  });
});
