import { createOpenAI } from "@ai-sdk/openai";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import type { Provider } from "../../spec/provider.ts";
import { scripted } from "./contract/subject.fixture.ts";
import { calls, choice, end, failing, finish, served, textual } from "./openai-responses-clients.fixture.ts";

const input = jsonSchema<{ city: string }>({
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
});

describe("the official client", () => {
  const client = async (provider: Provider) =>
    new OpenAI({ baseURL: await served(provider), apiKey: "sk-test", maxRetries: 0 });

  test("streams a text, with thought, citation and usage", async () => {
    const openai = await client(scripted(textual));
    const stream = openai.responses.stream({ model: "scripted", input: "Do pelicans fly?" });
    const numbers: number[] = [];
    const types: string[] = [];
    let text = "";
    stream.on("event", (event) => {
      if ("sequence_number" in event) numbers.push(event.sequence_number);
      types.push(event.type);
    });
    stream.on("response.output_text.delta", (event) => {
      text += event.delta;
    });
    const final = await stream.finalResponse();
    expect(text).toBe("Pelicans fly. 👋🏽");
    expect(final.output_text).toBe(text);
    expect(final).toMatchObject({
      object: "response",
      status: "completed",
      model: "scripted",
      usage: {
        input_tokens: 12,
        input_tokens_details: { cached_tokens: 4 },
        output_tokens: 34,
        output_tokens_details: { reasoning_tokens: 5 },
        total_tokens: 46,
      },
    });
    const [thought, message] = final.output;
    expect(thought).toMatchObject({ summary: [{ text: "Let me think. 考え" }] });
    expect(message).toMatchObject({
      type: "message",
      content: [{ annotations: [{ type: "url_citation", url: "https://example.com/" }] }],
    });
    expect(numbers).toEqual(numbers.map((_number, position) => position));
    expect(types.slice(0, 2)).toEqual(["response.created", "response.in_progress"]);
    expect(types.at(-1)).toBe("response.completed");
  });

  test("puts calls together that came by turns", async () => {
    const openai = await client(scripted(calls));
    const stream = openai.responses.stream({ model: "scripted", input: "The weather?" });
    const final = await stream.finalResponse();
    const made = final.output.flatMap((item) => (item.type === "function_call" ? [item] : []));
    expect(made.map(({ call_id, arguments: text, status }) => [call_id, text, status])).toEqual([
      ["call_1", `{"city":"Oslo"}`, "completed"],
      ["call_2", `{"city":"Bogotá"}`, "completed"],
    ]);
    expect(new Set(final.output.map((item) => item.id)).size).toBe(final.output.length);
  });

  test("gets the same as a whole", async () => {
    for (const events of [textual, calls]) {
      const openai = await client(scripted(events));
      const asked = { model: "scripted", input: "?" } as const;
      const { data: whole, request_id: requestId } = await openai.responses.create(asked).withResponse();
      const streamed = await openai.responses.stream(asked).finalResponse();
      const seen = (output: readonly object[]): unknown =>
        JSON.parse(
          JSON.stringify(output, (name, value: unknown) =>
            name === "id" || name === "encrypted_content" || name.startsWith("parsed") ? undefined : value,
          ),
        );
      expect(seen(whole.output)).toEqual(seen(streamed.output));
      expect(requestId).toMatch(/^req_/);
    }
  });

  test("hears of a failure in the middle", async () => {
    const openai = await client(failing(textual.slice(0, 4)));
    const stream = openai.responses.stream({ model: "scripted", input: "?" });
    await expect(stream.finalResponse()).rejects.toThrow(/overloaded/);
  });

  test("hears of a failure before anything", async () => {
    const openai = await client(failing([]));
    const asked = openai.responses.create({ model: "scripted", input: "?" });
    await expect(asked).rejects.toMatchObject({ status: 503, type: "server_error" });
  });

  test("is told which parameter is wrong", async () => {
    const openai = await client(scripted(textual));
    const asked = openai.responses.create({
      model: "scripted",
      input: [{ type: "function_call_output", call_id: "call_9", output: "7" }],
    });
    await expect(asked).rejects.toMatchObject({
      status: 400,
      code: "invalid_value",
      param: "input",
      type: "invalid_request_error",
    });
  });

  test("counts tokens, and lists models", async () => {
    const openai = await client(scripted(textual));
    const counted = await openai.responses.inputTokens.count({
      model: "scripted",
      input: "Do pelicans fly?",
    });
    expect(counted).toEqual({ object: "response.input_tokens", input_tokens: 12 });
    const ids: string[] = [];
    for await (const model of openai.models.list()) ids.push(model.id);
    expect(ids).toContain("scripted");
  });

  test("an answer that was cut is incomplete", async () => {
    const cut: readonly StreamEvent[] = [
      { type: "text-delta", choice, text: "One, two" },
      finish("length"),
      end,
    ];
    const openai = await client(scripted(cut));
    const final = await openai.responses.stream({ model: "scripted", input: "Count." }).finalResponse();
    expect(final).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [{ type: "message", status: "incomplete" }],
    });
  });
});

describe("the AI SDK's default model", () => {
  const model = async (provider: Provider) =>
    createOpenAI({ baseURL: await served(provider), apiKey: "sk-test" })("scripted");

  test("streams thought, text, source and usage", async () => {
    const result = streamText({
      model: await model(scripted(textual)),
      prompt: "Do pelicans fly?",
      maxRetries: 0,
    });
    expect(await result.text).toBe("Pelicans fly. 👋🏽");
    expect(await result.reasoningText).toBe("Let me think. 考え");
    expect(await result.finishReason).toBe("stop");
    expect((await result.sources).map((source) => ("url" in source ? source.url : ""))).toEqual([
      "https://example.com/",
    ]);
    const usage = await result.usage;
    expect([usage.inputTokens, usage.outputTokens]).toEqual([12, 34]);
  });

  test("makes calls, streamed and whole", async () => {
    const sunny = tool({
      description: "Tells the weather.",
      inputSchema: input,
      execute: () => Promise.resolve("Sunny."),
    });
    const tools = { get_weather: sunny };
    const prompt = "The weather?";
    const streamed = streamText({ model: await model(scripted(calls)), prompt, tools, maxRetries: 0 });
    const whole = await generateText({ model: await model(scripted(calls)), prompt, tools, maxRetries: 0 });
    for (const made of [await streamed.toolCalls, whole.toolCalls]) {
      expect(made.map(({ toolCallId, input }) => [toolCallId, input])).toEqual([
        ["call_1", { city: "Oslo" }],
        ["call_2", { city: "Bogotá" }],
      ]);
    }
    expect(await streamed.finishReason).toBe("tool-calls");
    expect(whole.finishReason).toBe("tool-calls");
  });

  test("goes on with what its tools answered, and gives the seals back", async () => {
    const seen: unknown[] = [];
    const inner = scripted(calls);
    let turn = 0;
    const provider: Provider = {
      ...inner,
      generate(attempt) {
        seen.push(attempt.task.items);
        return turn++ === 0 ? inner.generate(attempt) : scripted(textual).generate(attempt);
      },
    };
    const result = await generateText({
      model: await model(provider),
      prompt: "The weather?",
      tools: {
        get_weather: tool({
          inputSchema: input,
          execute: ({ city }) => Promise.resolve(`Sunny in ${city}.`),
        }),
      },
      stopWhen: stepCountIs(2),
      providerOptions: { openai: { store: false } },
      maxRetries: 0,
    });
    expect(result.text).toBe("Pelicans fly. 👋🏽");
    expect(seen[1]).toMatchObject([
      { type: "message", role: "user" },
      { type: "message", role: "assistant", content: [{ text: "Looking." }] },
      { type: "function_call", callId: "call_1", seal: { maker: "google", data: "SIG" } },
      { type: "function_call", callId: "call_2" },
      { type: "function_call_output", callId: "call_1" },
      { type: "function_call_output", callId: "call_2" },
    ]);
  });

  test("hears of a failure in the middle", async () => {
    const result = streamText({
      model: await model(failing(textual.slice(0, 4))),
      prompt: "?",
      maxRetries: 0,
      onError: () => undefined, // it would print it
    });
    let text = "";
    const errors: unknown[] = [];
    try {
      for await (const piece of result.fullStream) {
        if (piece.type === "text-delta") text += piece.text;
        if (piece.type === "error") errors.push(piece.error);
      }
    } catch {
      // the server breaks the connection behind its last words
    }
    expect(text).toBe("Pelicans ");
    expect(JSON.stringify(errors[0])).toContain("overloaded");
  });
});
