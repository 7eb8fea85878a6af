import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventData, messages, post } from "./asking.fixture.ts";
import { serveScripted, type Served, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

describe("an answer", () => {
  test("whole: all members that the protocol demands, and the headers of every answer", async () => {
    const response = await post(served, "/v1/chat/completions", { model: "m", messages });
    expect(response.status).toBe(200);
    const id = response.headers.get("x-request-id");
    expect(id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("openai-version")).toBe("2020-10-01");
    expect(response.headers.get("openai-processing-ms")).toMatch(/^\d+$/);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      id: `chatcmpl-${id?.slice(4)}`,
      object: "chat.completion",
      created: expect.any(Number),
      model: "m",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello there", refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
  });

  test("unknown usage is left out, not 0", async () => {
    served.script = () => [...textAnswer("x").slice(0, -1), { type: "end" }];
    expect(
      await (await post(served, "/v1/chat/completions", { model: "m", messages })).json(),
    ).not.toHaveProperty("usage");
    const streamed = await post(served, "/v1/chat/completions", {
      model: "m",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect((await eventData(streamed)).filter((data) => data.includes("prompt_tokens"))).toEqual([]);
  });

  test("streamed: role first, finish last, one id, usage when asked, and the end mark", async () => {
    const response = await post(served, "/v1/chat/completions", {
      model: "m",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const data = await eventData(response);
    expect(data.at(-1)).toBe("[DONE]");
    const chunks = data
      .slice(0, -1)
      .map((text) => JSON.parse(text) as { id: string; choices: unknown[]; usage: unknown; created: number });
    expect(chunks.map((chunk) => chunk.choices[0])).toEqual([
      {
        index: 0,
        delta: { role: "assistant", content: "", refusal: null },
        logprobs: null,
        finish_reason: null,
      },
      { index: 0, delta: { content: "Hello" }, logprobs: null, finish_reason: null },
      { index: 0, delta: { content: " there" }, logprobs: null, finish_reason: null },
      { index: 0, delta: {}, logprobs: null, finish_reason: "stop" },
      undefined,
    ]);
    expect(new Set(chunks.map((chunk) => chunk.id)).size).toBe(1);
    expect(chunks.map((chunk) => chunk.usage)).toEqual([
      null,
      null,
      null,
      null,
      { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    ]);
  });

  test("tool calls, whole and streamed, and in the older form of functions", async () => {
    served.script = () => [
      { type: "tool-call-start", choice: 0, index: 0, callId: "call_1", name: "weather", kind: "function" },
      { type: "tool-call-delta", choice: 0, index: 0, text: '{"a":' },
      { type: "tool-call-delta", choice: 0, index: 0, text: "1}" },
      { type: "choice-finish", choice: 0, finish: { unified: "tool-calls" } },
      { type: "end" },
    ];
    const definition = { name: "weather", parameters: { type: "object" } };
    const tools = [{ type: "function", function: definition }];
    const whole: unknown = await (
      await post(served, "/v1/chat/completions", { model: "m", messages, tools })
    ).json();
    expect(whole).toMatchObject({
      choices: [
        {
          message: {
            content: null,
            tool_calls: [
              { id: "call_1", type: "function", function: { name: "weather", arguments: '{"a":1}' } },
            ],
          },
          finish_reason: "tool_calls",
        },
      ],
    });
    const streamed = await eventData(
      await post(served, "/v1/chat/completions", { model: "m", messages, tools, stream: true }),
    );
    const deltas = streamed
      .slice(0, -1)
      .map((text) => (JSON.parse(text) as { choices: { delta: unknown }[] }).choices[0]?.delta);
    expect(deltas.slice(1)).toEqual([
      {
        tool_calls: [
          { index: 0, id: "call_1", type: "function", function: { name: "weather", arguments: "" } },
        ],
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"a":' } }] },
      { tool_calls: [{ index: 0, function: { arguments: "1}" } }] },
      {},
    ]);
    const legacy: unknown = await (
      await post(served, "/v1/chat/completions", { model: "m", messages, functions: [definition] })
    ).json();
    expect(legacy).toMatchObject({
      choices: [
        {
          message: { function_call: { name: "weather", arguments: '{"a":1}' } },
          finish_reason: "function_call",
        },
      ],
    });
  });

  test("bytes of the fast lane go through untouched", async () => {
    const bytes = Buffer.from(`{"odd" : 1.0, "choices":[]}`);
    served.script = () => [{ type: "source-bytes", bytes, content: true }, { type: "end" }];
    expect(await (await post(served, "/v1/chat/completions", { model: "m", messages })).text()).toBe(
      bytes.toString(),
    );
    const event = Buffer.from('data: {"x":"é"}\n\n');
    served.script = () => [
      { type: "source-bytes", bytes: event, content: true },
      { type: "end", usage: { inputTokens: 1, outputTokens: 1 } },
    ];
    // The usage that the caller asked for is among the upstream's bytes: a second one would be counted twice.
    for (const stream_options of [{ include_usage: true }, undefined]) {
      const body = { model: "m", messages, prompt: "x", stream: true, stream_options };
      for (const path of ["/v1/chat/completions", "/v1/completions"]) {
        expect(await (await post(served, path, body)).text()).toBe(`${event}data: [DONE]\n\n`);
      }
    }
  });

  test("embeddings as floats and as base64", async () => {
    const floats: unknown = await (
      await post(served, "/v1/embeddings", { model: "m", input: ["a", "b"] })
    ).json();
    expect(floats).toMatchObject({
      object: "list",
      data: [{ object: "embedding", index: 0, embedding: [0.5, -1] }, { index: 1 }],
      model: "m",
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
    const base64 = (await (
      await post(served, "/v1/embeddings", { model: "m", input: "a", encoding_format: "base64" })
    ).json()) as { data: { embedding: string }[] };
    const bytes = Buffer.from(base64.data[0]?.embedding ?? "", "base64");
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.5, -1]);
  });

  test("legacy completions: several prompts are one answer, echo repeats the prompt", async () => {
    const several: unknown = await (
      await post(served, "/v1/completions", { model: "m", prompt: ["a", "b"] })
    ).json();
    expect(several).toMatchObject({
      object: "text_completion",
      choices: [
        { index: 0, text: "Hello there" },
        { index: 1, text: "Hello there" },
      ],
      usage: { prompt_tokens: 6, completion_tokens: 4, total_tokens: 10 },
    });
    expect(served.attempts.map((attempt) => attempt.source)).toEqual([undefined, undefined]);
    const echo: unknown = await (
      await post(served, "/v1/completions", { model: "m", prompt: "a ", echo: true })
    ).json();
    expect(echo).toMatchObject({ choices: [{ text: "a Hello there" }] });
    const both = { model: "m", prompt: ["a ", "b "], echo: true };
    const echoes: unknown = await (await post(served, "/v1/completions", both)).json();
    expect(echoes).toMatchObject({ choices: [{ text: "a Hello there" }, { text: "b Hello there" }] });
    const streamed = await eventData(await post(served, "/v1/completions", { ...both, stream: true }));
    expect(streamed.filter((text) => /"text":"[ab] /.test(text))).toHaveLength(2);
    const data = await eventData(
      await post(served, "/v1/completions", { model: "m", prompt: ["a", "b"], stream: true }),
    );
    expect(data.at(-1)).toBe("[DONE]");
    expect(data.filter((text) => text.includes('"finish_reason":"stop"'))).toHaveLength(2);
  });

  test("the newcomer's endpoint answers, and its session remembers", async () => {
    const first = (await (
      await post(served, "/v1/chat", { prompt: "Hello, world!", max_tokens: 50 })
    ).json()) as Record<string, string>;
    expect(first).toEqual({
      id: expect.stringMatching(/^chat-/),
      object: "chat",
      created: expect.any(Number),
      model: "m",
      text: "Hello there",
      conversation: expect.stringMatching(/^conv_/),
      session: expect.stringMatching(/^sess_[0-9A-Za-z]{43}$/),
      finish_reason: "stop",
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
    const streamed = await eventData(
      await post(served, "/v1/chat", { prompt: "More", session: first["session"], stream: true }),
    );
    expect(streamed.at(-1)).toBe("[DONE]");
    expect(JSON.parse(streamed.at(-2) ?? "")).toMatchObject({
      object: "chat",
      text: "Hello there",
      session: first["session"],
    });
    expect(
      served.attempts[1]?.task.items.map((item) => (item.type === "message" ? item.content[0] : undefined)),
    ).toEqual([
      { type: "text", text: "Hello, world!" },
      { type: "text", text: "Hello there" },
      { type: "text", text: "More" },
    ]);
    expect(served.attempts[0]?.task.options).toEqual({ maxOutputTokens: 50 });
  });

  test("models are listed, and found by ids with slashes", async () => {
    const get = (path: string) =>
      fetch(served.url + path, { headers: { authorization: `Bearer ${served.key}` } });
    const list = (await (await get("/v1/models")).json()) as { data: { id: string }[] };
    expect(list.data.map((model) => model.id)).toContain("scripted/m");
    expect(await (await get("/v1/models/vendor/with/slashes")).json()).toMatchObject({
      id: "vendor/with/slashes",
      object: "model",
    });
    expect(await (await get(`/v1/models/${encodeURIComponent("vendor/with/slashes")}`)).json()).toMatchObject(
      { object: "model" },
    );
    expect((await get("/v1/models/none")).status).toBe(404);
  });
});

test("the reference describes every route, and each of its schemas is one", async () => {
  const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  const known = Object.keys(document.paths);
  // The table has what there is; these are only there so that a table that is empty is found out.
  expect(known).toEqual(
    expect.arrayContaining([
      "/v1/chat",
      "/v1/responses/{id}",
      "/v1/organization/costs",
      "/auth/login",
      "/healthz",
    ]),
  );
  const paths = served.routes.filter(({ tag }) => tag !== "Console").map(({ path }) => path);
  const described = paths.map((path) => path.replaceAll(/:(\w+)/g, "{$1}").replace(/\*$/, "{id}"));
  expect(known.toSorted()).toEqual([...new Set(described)].toSorted());
  expect(document.paths["/v1/chat"]).toMatchObject({
    post: { requestBody: { content: { "application/json": { schema: { required: ["prompt"] } } } } },
  });
});
