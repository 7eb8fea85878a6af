import { createOpenAI } from "@ai-sdk/openai";
import { generateText, jsonSchema, Output, stepCountIs, streamText, tool } from "ai";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkEvents } from "../../src/http/responses/event-rules.fixture.ts";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
let openai: OpenAI;
const model = "rehearsal";
beforeAll(async () => {
  server = await startServer();
  openai = client();
});
afterAll(() => server.stop());

const client = () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 });
const get = (where: string) =>
  fetch(`${server.url}/v1/responses/${where}`, { headers: { authorization: `Bearer ${server.key}` } });

const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
} as const;
const weather = { type: "function", name: "get_weather", parameters, strict: false } as const;

describe("OpenAI's client", () => {
  test("asks, and reads, lists, continues and deletes what it was answered", async () => {
    const first = await openai.responses.create({ model, input: "Count to 3", metadata: { a: "b" } });
    expect(first.output_text).toBe("1, 2, 3");
    expect(await openai.responses.retrieve(first.id)).toMatchObject({
      output_text: "1, 2, 3",
      metadata: { a: "b" },
    });
    const asked: string[] = [];
    for await (const item of openai.responses.inputItems.list(first.id, { limit: 1 })) asked.push(item.type);
    expect(asked).toEqual(["message"]);
    const second = await openai.responses.create({
      model,
      input: "Count to 4",
      previous_response_id: first.id,
    });
    expect(second.previous_response_id).toBe(first.id);
    expect(second.usage?.input_tokens).toBeGreaterThan(first.usage?.input_tokens ?? Infinity);
    await openai.responses.delete(first.id);
    await expect(openai.responses.retrieve(first.id)).rejects.toBeInstanceOf(OpenAI.NotFoundError);
    const gone = openai.responses.create({ model, input: "x", previous_response_id: first.id });
    await expect(gone).rejects.toMatchObject({ status: 400, code: "previous_response_not_found" });
    // What was built on it is there still.
    const third = await openai.responses.create({
      model,
      input: "Count to 2",
      previous_response_id: second.id,
    });
    expect(third.output_text).toBe("1, 2");
  });

  test("streams, by the rules", async () => {
    const final = await openai.responses.stream({ model, input: "Count to 5" }).finalResponse();
    expect(final).toMatchObject({ status: "completed", output_text: "1, 2, 3, 4, 5", store: true });
    const response = await fetch(`${server.url}/v1/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.key}`, "content-type": "application/json" },
      body: JSON.stringify({ model, input: "Count to 5", stream: true }),
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const all = checkEvents(await response.text());
    const body = all.at(-1)?.["response"] as { id: string };
    expect(await (await get(body.id)).json()).toEqual(body);
  });

  test("calls tools, and goes on with what they answered", async () => {
    const first = await openai.responses
      .stream({ model, input: "What is the weather in Oslo?", tools: [weather] })
      .finalResponse();
    const [call] = first.output.flatMap((item) => (item.type === "function_call" ? [item] : []));
    if (call === undefined) throw new TypeError("nothing was called");
    const output = { type: "function_call_output", call_id: call.call_id, output: "Sunny." } as const;
    const second = await openai.responses.create({
      model,
      input: [output],
      tools: [weather],
      previous_response_id: first.id,
    });
    expect(second.status).toBe("completed");
    const unknown = openai.responses.create({
      model,
      input: [{ ...output, call_id: "call_none" }],
      previous_response_id: second.id,
    });
    await expect(unknown).rejects.toMatchObject({ status: 400, param: "input" });
  });

  test("makes objects of a schema", async () => {
    const format = { type: "json_schema", name: "place", schema: parameters, strict: true } as const;
    const { output_text } = await openai.responses.create({ model, input: "Oslo", text: { format } });
    expect(JSON.parse(output_text)).toEqual({ city: expect.any(String) });
  });

  test("speaks in a conversation", async () => {
    const conversation = await openai.conversations.create({ metadata: { topic: "numbers" } });
    await openai.responses.create({ model, input: "Count to 2", conversation: conversation.id });
    await openai.responses.stream({ model, input: "Count to 3", conversation }).finalResponse();
    const said: string[] = [];
    for await (const item of openai.conversations.items.list(conversation.id, { order: "asc" }))
      if (item.type === "message") said.push(item.role);
    expect(said).toEqual(["user", "assistant", "user", "assistant"]);
    const both = openai.responses.create({
      model,
      input: "x",
      conversation: conversation.id,
      previous_response_id: "resp_1",
    });
    await expect(both).rejects.toBeInstanceOf(OpenAI.BadRequestError);
  });

  test("counts tokens, and makes conversations shorter", async () => {
    const counted = await openai.responses.inputTokens.count({ model, input: "Hello, world!" });
    expect(counted.object).toBe("response.input_tokens");
    expect(counted.input_tokens).toBeGreaterThan(3);
    const first = await openai.responses.create({ model, input: "Count to 2" });
    const compacted = await openai.responses.compact({ model, previous_response_id: first.id });
    expect(compacted.output.map(({ type }) => type)).toEqual(["message", "compaction"]);
    const goesOn = await openai.responses.create({
      model,
      input: [
        ...(compacted.output as OpenAI.Responses.ResponseInput),
        { role: "user", content: "Count to 3" },
      ],
    });
    expect(goesOn.output_text).toBe("1, 2, 3");
  });

  test("has the errors that it knows", async () => {
    const unknown = openai.responses.create({ model: "none", input: "x", stream: true });
    await expect(unknown).rejects.toMatchObject({ status: 400, code: "model_not_found", param: "model" });
    const broken = openai.responses.stream({ model: "rehearsal-breaks-midway", input: "Count to 12" });
    await expect(broken.finalResponse()).rejects.toBeInstanceOf(Error);
  });
});

describe("in the background", () => {
  const ended = async (id: string) => {
    for (;;) {
      const response = await openai.responses.retrieve(id);
      if (response.status !== "queued" && response.status !== "in_progress") return response;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  test("a response is polled", async () => {
    const queued = await openai.responses.create({ model, input: "Count to 3", background: true });
    expect(queued.status).toBe("queued");
    expect((await ended(queued.id)).output_text).toBe("1, 2, 3");
  });

  test("a stream is taken up again, by a client that knows its id and a number", async () => {
    const stream = await openai.responses.create({
      model: "rehearsal-slow",
      input: "Count to 12",
      background: true,
      stream: true,
    });
    let id = "";
    let number = -1;
    for await (const event of stream) {
      if (event.type === "response.created") id = event.response.id;
      number = event.sequence_number;
      if (event.type === "response.output_text.delta") break;
    }
    const again = await client().responses.retrieve(id, { stream: true, starting_after: number });
    const numbers: number[] = [];
    let final = "";
    for await (const event of again) {
      numbers.push(event.sequence_number);
      if (event.type === "response.completed") {
        final = event.response.output
          .flatMap((item) => (item.type === "message" ? item.content : []))
          .map((part) => (part.type === "output_text" ? part.text : ""))
          .join("");
      }
    }
    expect(numbers).toEqual(numbers.map((_number, place) => number + 1 + place));
    expect(final).toBe("1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12");
    checkEvents(await (await get(`${id}?stream=true`)).text());
  });

  test("a response is cancelled", async () => {
    const queued = await openai.responses.create({
      model: "rehearsal-slow",
      input: "Count to 200",
      background: true,
    });
    const cancelled = await openai.responses.cancel(queued.id);
    expect(cancelled.status).toBe("cancelled");
    expect((await openai.responses.retrieve(queued.id)).status).toBe("cancelled");
  });
});

describe("the AI SDK's default model", () => {
  const sdk = () => createOpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key })(model);
  const tools = {
    get_weather: tool({
      inputSchema: jsonSchema<{ city: string }>(parameters),
      execute: ({ city }) => Promise.resolve(`Sunny in ${city}.`),
    }),
  };

  test("writes text, whole and streamed, with usage", async () => {
    const whole = await generateText({ model: sdk(), prompt: "Count to 3", maxRetries: 0 });
    const streamed = streamText({ model: sdk(), prompt: "Count to 3", maxRetries: 0 });
    expect([whole.text, await streamed.text]).toEqual(["1, 2, 3", "1, 2, 3"]);
    expect((await streamed.usage).inputTokens).toBe(whole.usage.inputTokens);
    expect(whole.usage.inputTokens).toBeGreaterThan(0);
  });

  test("runs tools over several steps, with references to what is stored", async () => {
    const prompt = "What is the weather in Oslo?";
    const whole = await generateText({
      model: sdk(),
      prompt,
      tools,
      stopWhen: stepCountIs(2),
      maxRetries: 0,
    });
    expect(whole.steps).toHaveLength(2);
    const streamed = streamText({ model: sdk(), prompt, tools, stopWhen: stepCountIs(2), maxRetries: 0 });
    expect(await streamed.text).toBe(whole.text);
    const later = await generateText({
      model: sdk(),
      messages: [
        { role: "user", content: prompt },
        ...whole.response.messages,
        { role: "user", content: "Count to 2" },
      ],
      maxRetries: 0,
    });
    expect(later.text).toBe("1, 2");
  });

  test("makes objects", async () => {
    const { output } = await generateText({
      model: sdk(),
      prompt: "Oslo",
      output: Output.object({ schema: jsonSchema<{ city: string }>(parameters) }),
      maxRetries: 0,
    });
    expect(output).toEqual({ city: expect.any(String) });
  });
});
