import { type ChatResponse, Ollama } from "ollama";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startRehearsed } from "../../src/server/rehearse/start-rehearsed.ts";

let server: Awaited<ReturnType<typeof startRehearsed>>;
let client: Ollama;
beforeAll(async () => {
  server = await startRehearsed("ollama", { host: "127.0.0.1", port: 0 });
  client = new Ollama({ host: server.url });
});
afterAll(() => server.close());

const model = "rehearsal";
const messages = [{ role: "user", content: "Hello, world!" }];
const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather of a city.",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
  },
};

describe("Ollama's official client", () => {
  test("gets an answer with its figures", async () => {
    const answer = await client.chat({ model, messages });
    expect(answer).toMatchObject({ model, done: true, done_reason: "stop", message: { role: "assistant" } });
    expect(answer.message.content).toMatch(/\w/);
    expect(answer.prompt_eval_count).toBeGreaterThan(0);
    expect(answer.eval_count).toBeGreaterThan(0);
  });

  test("streams the same text", async () => {
    const whole = await client.chat({ model, messages });
    const pieces: ChatResponse[] = [];
    for await (const piece of await client.chat({ model, messages, stream: true })) pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.map(({ message }) => message.content).join("")).toBe(whole.message.content);
    expect(pieces.at(-1)).toMatchObject({ done: true, eval_count: whole.eval_count });
  });

  test("gets tools called, and answers them", async () => {
    const asked = [{ role: "user", content: "What is the weather in Paris?" }];
    const { message } = await client.chat({ model, messages: asked, tools: [weather] });
    const [call] = message.tool_calls ?? [];
    expect(call?.function).toMatchObject({ name: "get_weather", arguments: { city: expect.any(String) } });
    const answered = [...asked, message, { role: "tool", tool_name: "get_weather", content: "sunny, 21 °C" }];
    const then = await client.chat({ model, messages: answered, tools: [weather] });
    expect(then.message.content).toMatch(/\w/);
  });

  test("gets JSON of a schema", async () => {
    const format = {
      type: "object",
      properties: { age: { type: "integer" }, available: { type: "boolean" } },
      required: ["age", "available"],
    };
    const { message } = await client.chat({ model, messages, format });
    expect(JSON.parse(message.content)).toEqual({
      age: expect.any(Number),
      available: expect.any(Boolean),
    });
  });

  test("gets a text gone on with, and embeddings", async () => {
    const { response, done } = await client.generate({ model, prompt: "Once upon a time", raw: true });
    expect([typeof response, done]).toEqual(["string", true]);
    const { embeddings } = await client.embed({ model, input: ["one", "two"] });
    expect(embeddings).toHaveLength(2);
    expect(embeddings[0]?.length).toBeGreaterThan(1);
  });

  test("lists, shows and pulls models", async () => {
    const { models } = await client.list();
    const names = models.map(({ name }) => name);
    expect(names).toContain(model);
    expect(await client.show({ model })).toHaveProperty("model_info");
    expect(await client.pull({ model })).toEqual({ status: "success" });
    const steps = [];
    for await (const step of await client.pull({ model, stream: true })) steps.push(step);
    expect(steps).toEqual([{ status: "success" }]);
    await expect(client.show({ model: "nosuch" })).rejects.toMatchObject({
      status_code: 404,
      error: "model 'nosuch' not found",
    });
    await expect(client.delete({ model: "nosuch" })).rejects.toMatchObject({ status_code: 404 });
  });

  test("is told of an error in mid-stream", async () => {
    const pieces: string[] = [];
    const read = async () => {
      for await (const { message } of await client.chat({
        model: "rehearsal-fails-midway",
        messages,
        stream: true,
      }))
        pieces.push(message.content);
    };
    await expect(read()).rejects.toThrow("The rehearsed model failed.");
    expect(pieces.join("")).toMatch(/\w/);
  });
});
