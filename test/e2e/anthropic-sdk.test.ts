import Anthropic, {
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  RateLimitError,
} from "@anthropic-ai/sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
let client: Anthropic;
beforeAll(async () => {
  server = await startServer();
  client = new Anthropic({ baseURL: server.url, apiKey: server.key, authToken: null, maxRetries: 0 });
});
afterAll(() => server.stop());

type Messages = Anthropic.MessageParam[];
const hello: Messages = [{ role: "user", content: "Hello, world!" }];
const model = "rehearsal";

const weather: Anthropic.Tool = {
  name: "get_weather",
  description: "Tells the weather of a city.",
  input_schema: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 7 } },
    required: ["city", "days"],
    additionalProperties: false,
  },
};
const time: Anthropic.Tool = {
  name: "get_time",
  description: "Tells the time of a city.",
  input_schema: { type: "object", properties: { zone: { type: "string" } } },
};

function textOf({ content }: Anthropic.Message): string {
  return content.map((block) => (block.type === "text" ? block.text : "")).join("");
}

describe("Anthropic's official client", () => {
  test("gets an answer with usage and a request id", async () => {
    const { data, request_id: id } = await client.messages
      .create({ model, max_tokens: 100, system: "Be kind.", messages: hello })
      .withResponse();
    expect(textOf(data)).toMatch(/\w/);
    expect(data).toMatchObject({ type: "message", role: "assistant", model, stop_reason: "end_turn" });
    expect(data.id).toMatch(/^msg_[0-9a-f]{32}$/);
    expect(data.usage.input_tokens).toBeGreaterThan(5);
    expect(data.usage.output_tokens).toBeGreaterThan(0);
    expect(id).toMatch(/^req_/);
  });

  test("streams the same text, and its helper sees one message grow", async () => {
    const whole = await client.messages.create({ model, max_tokens: 200, messages: hello });
    const stream = client.messages.stream({ model, max_tokens: 200, messages: hello });
    let text = "";
    stream.on("text", (delta) => (text += delta));
    const message = await stream.finalMessage();
    expect(text).toBe(textOf(whole));
    expect(textOf(message)).toBe(text);
    expect(message.usage).toMatchObject({
      input_tokens: whole.usage.input_tokens,
      output_tokens: whole.usage.output_tokens,
    });
    expect(message.stop_reason).toBe("end_turn");
  });

  test("sends its key in either header, and not in both", async () => {
    const ask = { model, max_tokens: 10, messages: hello };
    const older = { "x-api-key": server.key };
    expect(textOf(await client.messages.create(ask, { headers: { ...older, authorization: null } }))).toMatch(
      /\w/,
    );
    expect(textOf(await client.messages.create(ask))).toMatch(/\w/);
    for (const other of [server.key, "sk-other"]) {
      const both = client.messages.create(ask, { headers: { "x-api-key": other } });
      await expect(both).rejects.toMatchObject({ status: 400 });
    }
    const wrong = client.messages.create(ask, { headers: { authorization: "Bearer sk-other" } });
    await expect(wrong).rejects.toThrow(AuthenticationError);
  });

  test("honours max_tokens and stop_sequences", async () => {
    const short = await client.messages.create({ model, max_tokens: 3, messages: hello });
    expect(short).toMatchObject({ stop_reason: "max_tokens", usage: { output_tokens: 3 } });
    const counted = await client.messages.create({
      model,
      max_tokens: 100,
      stop_sequences: ["7"],
      messages: [{ role: "user", content: "count to 20" }],
    });
    expect(textOf(counted)).toContain("6");
    expect(textOf(counted)).not.toContain("7");
  });

  test("calls a tool, takes its result back, and answers", async () => {
    const question: Messages = [{ role: "user", content: "How is the weather in Lisbon?" }];
    const ask = { model, max_tokens: 300, messages: question, tools: [weather] };
    const forced = { ...ask, tool_choice: { type: "tool", name: "get_weather" } as const };
    const whole = await client.messages.create(forced);
    const streamed = await client.messages.stream(forced).finalMessage();
    for (const message of [whole, streamed]) {
      expect(message.stop_reason).toBe("tool_use");
      const call = message.content.find((block) => block.type === "tool_use");
      expect(call).toMatchObject({
        name: "get_weather",
        input: { city: expect.any(String), days: expect.any(Number) },
      });
    }
    const id = whole.content.find((block) => block.type === "tool_use")?.id ?? "";
    const after = await client.messages.create({
      ...ask,
      messages: [
        ...question,
        { role: "assistant", content: whole.content },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: id, content: "17 degrees and windy" }],
        },
      ],
    });
    expect(after.stop_reason).toBe("end_turn");
    expect(textOf(after)).toContain("17 degrees and windy");
  });

  test("calls several tools at once, and one where that is wished", async () => {
    const ask = {
      model,
      max_tokens: 300,
      messages: [{ role: "user", content: "weather and time in Paris" }] as Messages,
      tools: [weather, time],
    };
    for (const message of [
      await client.messages.create(ask),
      await client.messages.stream(ask).finalMessage(),
    ]) {
      const calls = message.content.filter((block) => block.type === "tool_use");
      expect(calls.map(({ name }) => name)).toEqual(["get_weather", "get_time"]);
      expect(calls.every(({ input }) => typeof input === "object" && input !== null)).toBe(true);
    }
    const single = await client.messages.create({
      ...ask,
      tool_choice: { type: "auto", disable_parallel_tool_use: true },
    });
    expect(single.content.filter((block) => block.type === "tool_use")).toHaveLength(1);
  });

  test("answers in the shape of a JSON schema", async () => {
    const schema = {
      type: "object",
      properties: {
        name: { type: "string" },
        tags: { type: "array", items: { enum: ["a", "b"] }, minItems: 1 },
      },
      required: ["name", "tags"],
      additionalProperties: false,
    };
    const answer = await client.messages.create({
      model,
      max_tokens: 300,
      messages: hello,
      output_config: { format: { type: "json_schema", schema } },
    });
    const value = JSON.parse(textOf(answer)) as { name: unknown; tags: unknown[] };
    expect(typeof value.name).toBe("string");
    expect(value.tags.length).toBeGreaterThan(0);
  });

  test("takes what a conversation with Claude is made of", async () => {
    const answer = await client.messages.create({
      model,
      max_tokens: 200,
      thinking: { type: "adaptive" },
      system: [{ type: "text", text: "Be kind.", cache_control: { type: "ephemeral", ttl: "1h" } }],
      metadata: { user_id: "somebody" },
      messages: [
        { role: "user", content: "My name is Ada." },
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "She says her name.", signature: "c2lnbmF0dXJl" },
            { type: "redacted_thinking", data: "aGlkZGVu" },
            { type: "text", text: "Hello!" },
          ],
        },
        {
          role: "user",
          content: [
            {
              type: "document",
              source: { type: "text", media_type: "text/plain", data: "Whales are mammals." },
              title: "Whales",
            },
            {
              type: "image",
              source: {
                type: "base64",
                media_type: "image/png",
                data: Buffer.from("png").toString("base64"),
              },
            },
            { type: "text", text: "What is my name?", cache_control: { type: "ephemeral" } },
          ],
        },
      ],
    });
    expect(textOf(answer)).toMatch(/\w/);
  });

  test("counts tokens", async () => {
    const few = await client.messages.countTokens({ model, messages: hello });
    const more = await client.messages.countTokens({
      model,
      messages: hello,
      system: "Be kind.",
      tools: [weather],
    });
    expect(few.input_tokens).toBe(8); // four tokens of text, four of the message's frame
    expect(more.input_tokens).toBeGreaterThan(few.input_tokens + 30);
    await expect(client.messages.countTokens({ model: "gpt-99", messages: hello })).rejects.toThrow(
      NotFoundError,
    );
  });

  test("lists models, and finds one", async () => {
    const ids: string[] = [];
    for await (const listed of client.models.list()) ids.push(listed.id);
    expect(ids).toEqual(expect.arrayContaining(["rehearsal", "rehearsal-slow"]));
    expect(await client.models.retrieve("rehearsal")).toMatchObject({
      type: "model",
      display_name: "rehearsal",
    });
    await expect(client.models.retrieve("gpt-99")).rejects.toThrow(NotFoundError);
  });

  test("raises the right class for each failure", async () => {
    const ask = (name: string, stream = false) =>
      client.messages.create({ model: name, max_tokens: 50, messages: hello, stream });
    const unknown: unknown = await ask("gpt-99").catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toMatchObject({ type: "not_found_error", requestID: expect.stringMatching(/^req_/) });
    const limited: unknown = await ask("rehearsal-rate-limited").catch((error: unknown) => error);
    expect(limited).toBeInstanceOf(RateLimitError);
    expect(limited).toMatchObject({ type: "rate_limit_error" });
    const overloaded: unknown = await ask("rehearsal-overloaded", true).catch((error: unknown) => error);
    expect(overloaded).toBeInstanceOf(InternalServerError);
    expect(overloaded).toMatchObject({ status: 529, type: "overloaded_error" });
    const wrong = client.withOptions({ apiKey: "sk-parley-wrong" });
    await expect(wrong.messages.create({ model, max_tokens: 5, messages: hello })).rejects.toThrow(
      AuthenticationError,
    );
    await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, type: "authentication_error" });
    const bad: unknown = await client.messages
      .create({ model, max_tokens: 5, messages: [{ role: "king" as "user", content: "x" }] })
      .catch((error: unknown) => error);
    expect(bad).toBeInstanceOf(BadRequestError);
    expect(bad).toMatchObject({
      type: "invalid_request_error",
      apiMessage: expect.stringContaining("messages[0].role"),
    });
    const search = client.messages.create({
      model,
      max_tokens: 5,
      messages: hello,
      tools: [{ type: "web_search_20250305", name: "web_search" }],
    });
    await expect(search).rejects.toThrow(/web_search_20250305.*Anthropic itself/);
  });

  test("a stream that breaks raises, and never looks whole", async () => {
    const stream = client.messages.stream({
      model: "rehearsal-breaks-midway",
      max_tokens: 100,
      messages: hello,
    });
    let text = "";
    stream.on("text", (delta) => (text += delta));
    await expect(stream.finalMessage()).rejects.toMatchObject({ type: "api_error" });
    expect(text).not.toBe("");
  });

  test("a refusal is a refusal, and unknown usage is unknown", async () => {
    const refused = await client.messages.create({
      model: "rehearsal-refuses",
      max_tokens: 50,
      messages: hello,
    });
    expect(refused).toMatchObject({ stop_reason: "refusal", content: [{ type: "text" }] });
    const unknown = { model: "rehearsal-no-usage", max_tokens: 50, messages: hello };
    expect((await client.messages.create(unknown)).usage).toMatchObject({
      input_tokens: null,
      output_tokens: null,
    });
    const streamed = await client.messages.stream(unknown).finalMessage();
    expect(streamed.usage.output_tokens).toBeNull();
  });

  test("an abort ends the call", async () => {
    const stream = client.messages.stream({
      model: "rehearsal-slow",
      max_tokens: 2_000,
      messages: [{ role: "user", content: "count to 500" }],
    });
    let pieces = 0;
    stream.on("text", () => {
      if (++pieces === 3) stream.abort();
    });
    await expect(stream.finalMessage()).rejects.toThrow(/abort/i);
    expect(pieces).toBeLessThan(20);
    await expect.poll(cancelled).toBeDefined();
  });
});

async function cancelled(): Promise<string | undefined> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  return /parley_calls_total\{[^}]*outcome="cancelled"[^}]*\} (\d+)/.exec(text)?.[1];
}
