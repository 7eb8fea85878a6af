import OpenAI from "openai";
import OpenAI6 from "openai-node20";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startServer, type StartedServer } from "./started-server.ts";

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const weather = {
  type: "function",
  function: {
    name: "get_weather",
    description: "Tells the weather of a city.",
    parameters: {
      type: "object",
      properties: { city: { type: "string" }, days: { type: "integer", minimum: 1, maximum: 7 } },
      required: ["city", "days"],
      additionalProperties: false,
    },
    strict: true,
  },
} as const;

const hello = [{ role: "user", content: "Hello, world!" }] as const;

/** The two majors have the same surface here; the newer one's types serve for both. */
const majors: readonly [string, () => OpenAI][] = [
  ["the newest major", () => new OpenAI({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 })],
  [
    "the last major for Node 20",
    () =>
      new OpenAI6({ baseURL: `${server.url}/v1`, apiKey: server.key, maxRetries: 0 }) as unknown as OpenAI,
  ],
];

describe.each(majors)("the official client, %s", (_name, create) => {
  let client: OpenAI;
  beforeAll(() => {
    client = create();
  });

  test("answers, with exact usage and a request id", async () => {
    const answer = await client.chat.completions.create({ model: "rehearsal", messages: [...hello] });
    expect(answer.choices[0]?.message.content).toMatch(/\w/);
    expect(answer.choices[0]?.finish_reason).toBe("stop");
    expect(answer.usage?.prompt_tokens).toBe(11);
    expect(answer.usage?.total_tokens).toBe(11 + (answer.usage?.completion_tokens ?? 0));
    expect(answer).toHaveProperty("_request_id", expect.stringMatching(/^req_/));
  });

  test("streams the same text, with usage when asked", async () => {
    const whole = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      temperature: 0,
    });
    const stream = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      temperature: 0,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage: unknown;
    const ids = new Set<string>();
    for await (const chunk of stream) {
      ids.add(chunk.id);
      text += chunk.choices[0]?.delta.content ?? "";
      usage = chunk.usage ?? usage;
    }
    expect(text).toBe(whole.choices[0]?.message.content);
    expect(usage).toEqual(whole.usage);
    expect(ids.size).toBe(1);
  });

  test("honours max_tokens, stop, n and seed", async () => {
    const short = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      max_tokens: 3,
    });
    expect(short.choices[0]?.finish_reason).toBe("length");
    expect(short.usage?.completion_tokens).toBe(3);
    const count = [{ role: "user", content: "count to 20" }] as const;
    const stopped = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...count],
      stop: ["7"],
    });
    expect(stopped.choices[0]?.message.content).toContain("6");
    expect(stopped.choices[0]?.message.content).not.toContain("7");
    const several = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      n: 3,
      seed: 5,
    });
    expect(several.choices.map((choice) => choice.index)).toEqual([0, 1, 2]);
    const again = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      n: 3,
      seed: 5,
    });
    expect(again.choices.map((choice) => choice.message.content)).toEqual(
      several.choices.map((choice) => choice.message.content),
    );
  });

  test("gives log probabilities of every token", async () => {
    const answer = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      logprobs: true,
      top_logprobs: 2,
    });
    const content = answer.choices[0]?.logprobs?.content ?? [];
    expect(content.length).toBe(answer.usage?.completion_tokens);
    const bytes = content.flatMap((token) => token.bytes ?? []);
    expect(Buffer.from(bytes).toString()).toBe(answer.choices[0]?.message.content);
    for (const token of content) {
      expect(token.logprob).toBeLessThanOrEqual(0);
      expect(token.top_logprobs).toHaveLength(2);
    }
  });

  test("calls the forced tool with arguments of its schema, whole and streamed, and takes the output back", async () => {
    const messages = [{ role: "user", content: "How is the weather in Lisbon?" }] as const;
    const tool_choice = { type: "function", function: { name: "get_weather" } } as const;
    const answer = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...messages],
      tools: [weather],
      tool_choice,
    });
    const call = answer.choices[0]?.message.tool_calls?.[0];
    if (call?.type !== "function") throw new Error("no tool call");
    const input = JSON.parse(call.function.arguments) as { city: unknown; days: number };
    expect(typeof input.city).toBe("string");
    expect(Number.isInteger(input.days)).toBe(true);
    const runner = client.chat.completions.stream({
      model: "rehearsal",
      messages: [...messages],
      tools: [weather],
      tool_choice,
    });
    const final = await runner.finalChatCompletion();
    expect(final.choices[0]?.message.tool_calls?.[0]).toMatchObject({
      type: "function",
      function: { name: "get_weather" },
    });
    const after = await client.chat.completions.create({
      model: "rehearsal",
      messages: [
        ...messages,
        { role: "assistant", content: null, tool_calls: [call] },
        { role: "tool", tool_call_id: call.id, content: "17 degrees and windy" },
      ],
      tools: [weather],
    });
    expect(after.choices[0]?.message.content).toContain("17 degrees and windy");
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
    const answer = await client.chat.completions.create({
      model: "rehearsal",
      messages: [...hello],
      response_format: { type: "json_schema", json_schema: { name: "thing", schema, strict: true } },
    });
    const value = JSON.parse(answer.choices[0]?.message.content ?? "") as { name: unknown; tags: unknown[] };
    expect(typeof value.name).toBe("string");
    expect(value.tags.length).toBeGreaterThan(0);
  });

  test("remembers what the conversation said", async () => {
    const answer = await client.chat.completions.create({
      model: "rehearsal",
      messages: [
        { role: "user", content: "My name is Ada." },
        { role: "assistant", content: "Hello!" },
        { role: "user", content: "What is my name?" },
      ],
    });
    expect(answer.choices[0]?.message.content).toContain("Ada");
  });

  test("embeds: the client asks for base64 by itself", async () => {
    const answer = await client.embeddings.create({
      model: "rehearsal-embedding",
      input: ["a cat sat", "a cat sat down", "fiscal policy"],
    });
    const [cat, cats, policy] = answer.data.map((entry) => entry.embedding);
    const near = (a: readonly number[] = [], b: readonly number[] = []) =>
      a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
    expect(near(cat, cat)).toBeCloseTo(1, 3);
    expect(near(cat, cats)).toBeGreaterThan(near(cat, policy));
    const floats = await client.embeddings.create({
      model: "rehearsal-embedding",
      input: "a cat sat",
      encoding_format: "float",
      dimensions: 8,
    });
    expect(floats.data[0]?.embedding).toHaveLength(8);
  });

  test("completes texts the older way", async () => {
    const answer = await client.completions.create({ model: "rehearsal", prompt: "Hello, world!" });
    expect(answer.choices[0]?.text).toMatch(/\w/);
    let text = "";
    for await (const chunk of await client.completions.create({
      model: "rehearsal",
      prompt: "Hello, world!",
      stream: true,
    })) {
      text += chunk.choices[0]?.text ?? "";
    }
    expect(text).toBe(answer.choices[0]?.text);
  });

  test("lists models", async () => {
    const ids: string[] = [];
    for await (const model of client.models.list()) ids.push(model.id);
    expect(ids).toEqual(expect.arrayContaining(["rehearsal", "rehearsal-slow", "rehearsal/rehearsal"]));
    expect((await client.models.retrieve("rehearsal")).id).toBe("rehearsal");
  });

  test("raises the right class for each failure", async () => {
    const ask = (model: string, stream = false) =>
      client.chat.completions.create({ model, messages: [...hello], stream });
    await expect(ask("gpt-99")).rejects.toMatchObject({
      status: 404,
      code: "model_not_found",
      name: expect.anything(),
    });
    await expect(ask("rehearsal-rate-limited")).rejects.toMatchObject({
      status: 429,
      code: "rate_limit_exceeded",
      type: "requests",
    });
    await expect(ask("rehearsal-overloaded", true)).rejects.toMatchObject({
      status: 503,
      type: "server_error",
    });
    await expect(ask("rehearsal-garbage")).rejects.toMatchObject({ status: 502 });
    const wrong = client.withOptions({ apiKey: "sk-parley-wrong" });
    await expect(wrong.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
    const bad = client.chat.completions.create({
      model: "rehearsal",
      messages: [{ role: "king" as "user", content: "x" }],
    });
    await expect(bad).rejects.toMatchObject({
      status: 400,
      param: "messages[0].role",
      code: "unsupported_parameter",
    });
  });

  test("a stream that breaks raises, and never looks whole", async () => {
    for (const model of ["rehearsal-breaks-midway", "rehearsal-garbage"]) {
      const stream = await client.chat.completions.create({ model, messages: [...hello], stream: true });
      let text = "";
      const reading = (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
      })();
      await expect(reading).rejects.toThrow(/provider/);
      expect(text).not.toBe("");
    }
  });

  test("a refusal is a refusal, and unknown usage is unknown", async () => {
    const refused = await client.chat.completions.create({
      model: "rehearsal-refuses",
      messages: [...hello],
    });
    expect(refused.choices[0]?.message).toMatchObject({
      content: null,
      refusal: expect.stringMatching(/\w/),
    });
    const unknown = await client.chat.completions.create({
      model: "rehearsal-no-usage",
      messages: [...hello],
    });
    expect(unknown.usage).toBeUndefined();
  });

  test("an abort ends the call", async () => {
    const controller = new AbortController();
    const stream = await client.chat.completions.create(
      { model: "rehearsal-slow", messages: [{ role: "user", content: "count to 500" }], stream: true },
      { signal: controller.signal },
    );
    let pieces = 0;
    for await (const chunk of stream) {
      pieces += chunk.choices.length;
      if (pieces === 3) controller.abort();
    }
    expect(pieces).toBeLessThan(20);
    await expect
      .poll(
        async () => (await metrics()).match(/parley_calls_total\{[^}]*outcome="cancelled"[^}]*\} (\d+)/)?.[1],
      )
      .toBeDefined();
  });
});

async function metrics(): Promise<string> {
  return (await fetch(`${server.url}/metrics`)).text();
}
