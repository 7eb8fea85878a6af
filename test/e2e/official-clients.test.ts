import Anthropic from "@anthropic-ai/sdk";
import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  type Message,
  ThrottlingException,
  type ToolConfiguration,
} from "@aws-sdk/client-bedrock-runtime";
import { ApiError, GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI, { AzureOpenAI } from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { http1Handler } from "../../src/dialects/bedrock/http1-handler.fixture.ts";
import type { RehearsedName } from "../../src/server/rehearse/dialects.ts";
import { type RehearsedServer, startRehearsedServer } from "./rehearsed-server.ts";

/** The rehearsal of a dialect, for the tests of one `describe`. */
function rehearsed(name: RehearsedName): () => string {
  let server: RehearsedServer | undefined;
  beforeAll(async () => {
    server = await startRehearsedServer(name);
  });
  afterAll(() => server?.stop());
  return () => server?.clientUrl ?? "";
}

const model = "rehearsal";
const count = "Count to 12";
const counted = "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12";
const question = "What is the weather in Oslo for 3 days?";
const trip = { city: "Oslo", days: 3 };
const parameters = {
  type: "object",
  properties: { city: { type: "string" }, days: { type: "integer" } },
  required: ["city", "days"],
};

describe("OpenAI's client", () => {
  const url = rehearsed("openai");
  const create = () => new OpenAI({ baseURL: url(), apiKey: "any", maxRetries: 0 });

  test("asks, streams, embeds, continues and lists", async () => {
    const client = create();
    const messages = [{ role: "user", content: count } as const];
    const whole = await client.chat.completions.create({ model, messages });
    expect(whole.choices[0]?.message.content).toBe(counted);
    let text = "";
    for await (const chunk of await client.chat.completions.create({
      model: "gpt-5",
      messages,
      stream: true,
    }))
      text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(counted);
    const { data } = await client.embeddings.create({ model: "rehearsal-embedding", input: ["a", "b"] });
    expect(data.map(({ embedding }) => embedding.length)).toEqual([256, 256]);
    const continued = await client.completions.create({ model, prompt: count, max_tokens: 4 });
    expect(continued.choices[0]?.finish_reason).toBe("length");
    expect((await client.models.list()).data.map(({ id }) => id)).toContain(model);
    expect((await client.models.retrieve(model)).id).toBe(model);
  });

  test("meets the errors that it knows", async () => {
    const client = create();
    const ask = (name: string) =>
      client.chat.completions.create({ model: name, messages: [{ role: "user", content: count }] });
    await expect(ask("rehearsal-rate-limited")).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    await expect(ask("rehearsal-refuses-key")).rejects.toBeInstanceOf(OpenAI.AuthenticationError);
    await expect(ask("rehearsal-breaks-midway")).rejects.toBeInstanceOf(Error);
  });
});

describe("OpenAI's client for Azure", () => {
  const url = rehearsed("azure");

  test("finds its deployments", async () => {
    const client = new AzureOpenAI({
      endpoint: url(),
      apiKey: "any",
      apiVersion: "2024-10-21",
      deployment: "my-deployment",
      maxRetries: 0,
    });
    const messages = [{ role: "user", content: count } as const];
    const answer = await client.chat.completions.create({ model: "", messages });
    expect(answer.choices[0]?.message.content).toBe(counted);
    let text = "";
    for await (const chunk of await client.chat.completions.create({ model: "", messages, stream: true }))
      text += chunk.choices[0]?.delta.content ?? "";
    expect(text).toBe(counted);
  });
});

describe("OpenAI's client for responses", () => {
  const url = rehearsed("openai-responses");

  test("asks, streams and calls tools", async () => {
    const client = new OpenAI({ baseURL: url(), apiKey: "any", maxRetries: 0 });
    expect((await client.responses.create({ model, input: count })).output_text).toBe(counted);
    let text = "";
    for await (const event of await client.responses.create({ model, input: count, stream: true }))
      if (event.type === "response.output_text.delta") text += event.delta;
    expect(text).toBe(counted);
    const tools = [{ type: "function", name: "get_weather", strict: null, parameters }] as const;
    const called = await client.responses.create({ model, input: question, tools: [...tools] });
    const call = called.output.find((item) => item.type === "function_call");
    expect(JSON.parse(call?.arguments ?? "")).toEqual(trip);
    await expect(
      client.responses.create({ model: "rehearsal-rate-limited", input: count }),
    ).rejects.toBeInstanceOf(OpenAI.RateLimitError);
  });
});

describe("Anthropic's client", () => {
  const url = rehearsed("anthropic");
  const create = () => new Anthropic({ baseURL: url(), apiKey: "any", authToken: null, maxRetries: 0 });
  const asking = (content: string) =>
    ({
      model,
      max_tokens: 200,
      messages: [{ role: "user", content }],
    }) satisfies Anthropic.MessageCreateParams;

  test("asks, streams, calls tools, counts and lists", async () => {
    const client = create();
    const whole = await client.messages.create(asking(count));
    expect(whole.content).toMatchObject([{ type: "text", text: counted }]);
    const streamed = await client.messages.stream(asking(count)).finalMessage();
    expect(streamed.content).toMatchObject([{ type: "text", text: counted }]);
    expect(streamed.usage).toMatchObject({
      input_tokens: whole.usage.input_tokens,
      output_tokens: whole.usage.output_tokens,
    });
    const input_schema = { ...parameters, type: "object" } as const;
    const called = await client.messages.create({
      ...asking(question),
      tools: [{ name: "get_weather", input_schema }],
    });
    expect(called.stop_reason).toBe("tool_use");
    expect(called.content.find(({ type }) => type === "tool_use")).toMatchObject({ input: trip });
    const { input_tokens } = await client.messages.countTokens({ model, messages: asking(count).messages });
    expect(input_tokens).toBe(whole.usage.input_tokens);
    expect((await client.models.list()).data.map(({ id }) => id)).toContain(model);
  });

  test("meets the errors that it knows", async () => {
    const ask = (name: string) => create().messages.create({ ...asking(count), model: name });
    await expect(ask("rehearsal-rate-limited")).rejects.toBeInstanceOf(Anthropic.RateLimitError);
    await expect(ask("rehearsal-refuses-key")).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
    await expect(ask("rehearsal-overloaded")).rejects.toBeInstanceOf(Anthropic.InternalServerError);
    const broken = create().messages.stream({ ...asking(count), model: "rehearsal-breaks-midway" });
    await expect(broken.finalMessage()).rejects.toBeInstanceOf(Error);
  });
});

describe("Google's client", () => {
  const url = rehearsed("gemini");
  const create = () => new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl: url() } });

  test("asks, streams, calls tools, counts, embeds and lists", async () => {
    const { models } = create();
    expect((await models.generateContent({ model, contents: count })).text).toBe(counted);
    let text = "";
    for await (const chunk of await models.generateContentStream({ model, contents: count }))
      text += chunk.text ?? "";
    expect(text).toBe(counted);
    const functionDeclarations = [{ name: "get_weather", parametersJsonSchema: parameters }];
    const called = await models.generateContent({
      model,
      contents: question,
      config: { tools: [{ functionDeclarations }] },
    });
    expect(called.functionCalls).toMatchObject([{ name: "get_weather", args: trip }]);
    expect((await models.countTokens({ model, contents: count })).totalTokens).toBeGreaterThan(3);
    const { embeddings } = await models.embedContent({ model: "rehearsal-embedding", contents: ["a", "b"] });
    expect(embeddings?.length).toBe(2);
    const listed: (string | undefined)[] = [];
    for await (const { name } of await models.list()) listed.push(name);
    expect(listed).toContain("models/rehearsal");
  });

  test("meets the errors that it knows", async () => {
    const ask = (name: string) => create().models.generateContent({ model: name, contents: count });
    await expect(ask("rehearsal-rate-limited")).rejects.toMatchObject({ status: 429 });
    await expect(ask("rehearsal-overloaded")).rejects.toBeInstanceOf(ApiError);
  });
});

describe("Ollama's client", () => {
  const url = rehearsed("ollama");
  const create = () => new Ollama({ host: url() });
  const messages = [{ role: "user", content: count }];

  test("asks, streams, calls tools, embeds and lists", async () => {
    const client = create();
    expect((await client.chat({ model, messages })).message.content).toBe(counted);
    let text = "";
    for await (const part of await client.chat({ model, messages, stream: true }))
      text += part.message.content;
    expect(text).toBe(counted);
    const called = await client.chat({
      model,
      messages: [{ role: "user", content: question }],
      tools: [{ type: "function", function: { name: "get_weather", description: "", parameters } }],
    });
    expect(called.message.tool_calls).toMatchObject([{ function: { name: "get_weather", arguments: trip } }]);
    expect((await client.embed({ model: "rehearsal-embedding", input: ["a", "b"] })).embeddings.length).toBe(
      2,
    );
    expect((await client.list()).models.map(({ name }) => name)).toContain(model);
  });

  test("meets the errors that it knows", async () => {
    await expect(create().chat({ model: "rehearsal-rate-limited", messages })).rejects.toMatchObject({
      status_code: 429,
    });
    const read = async () => {
      let text = "";
      const parts = await create().chat({ model: "rehearsal-breaks-midway", messages, stream: true });
      for await (const part of parts) text += part.message.content;
      return text;
    };
    await expect(read()).rejects.toBeInstanceOf(Error);
  });
});

describe("Amazon's client", () => {
  const url = rehearsed("bedrock");
  const create = () =>
    new BedrockRuntimeClient({
      endpoint: url(),
      region: "eu-central-1",
      // By itself the client speaks HTTP/2 to an address without TLS, without asking whether it is understood.
      requestHandler: http1Handler,
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      maxAttempts: 1,
    });
  const saying = (text: string): Message[] => [{ role: "user", content: [{ text }] }];

  test("asks, streams, calls tools and counts", async () => {
    const client = create();
    const whole = await client.send(new ConverseCommand({ modelId: model, messages: saying(count) }));
    expect(whole.output?.message?.content).toEqual([{ text: counted }]);
    const { stream } = await client.send(
      new ConverseStreamCommand({ modelId: "anthropic.claude-x:0", messages: saying(count) }),
    );
    let text = "";
    for await (const event of stream ?? []) text += event.contentBlockDelta?.delta?.text ?? "";
    expect(text).toBe(counted);
    const toolConfig: ToolConfiguration = {
      tools: [{ toolSpec: { name: "get_weather", inputSchema: { json: parameters } } }],
    };
    const called = await client.send(
      new ConverseCommand({ modelId: model, messages: saying(question), toolConfig }),
    );
    expect(called.stopReason).toBe("tool_use");
    expect(called.output?.message?.content).toMatchObject([
      { toolUse: { name: "get_weather", input: trip } },
    ]);
    const { inputTokens } = await client.send(
      new CountTokensCommand({ modelId: model, input: { converse: { messages: saying(count) } } }),
    );
    expect(inputTokens).toBe(whole.usage?.inputTokens);
    client.destroy();
  });

  test("meets the errors that it knows", async () => {
    const client = create();
    const limited = new ConverseCommand({ modelId: "rehearsal-rate-limited", messages: saying(count) });
    await expect(client.send(limited)).rejects.toBeInstanceOf(ThrottlingException);
    const { stream } = await client.send(
      new ConverseStreamCommand({ modelId: "rehearsal-breaks-midway", messages: saying(count) }),
    );
    const read = async () => {
      for await (const event of stream ?? []) expect(event.messageStop).toBeUndefined();
    };
    await expect(read()).rejects.toBeInstanceOf(Error);
    client.destroy();
  });
});
