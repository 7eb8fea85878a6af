import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { revokeKey } from "../admin/keys.ts";
import { ParleyError } from "../spec/errors.ts";
import { serveScripted, type Served, type Step, textAnswer } from "./serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const messages = [{ role: "user", content: "hi" }];

function post(path: string, body: object, init: RequestInit = {}): Promise<Response> {
  return fetch(served.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
    ...init,
  });
}

/** The data of each event of a stream. */
async function events(response: Response): Promise<string[]> {
  const text = await response.text();
  return text.split("\n\n").flatMap((event) => (event.startsWith("data: ") ? [event.slice(6)] : []));
}

const openGate = () => {
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return { gate, open: () => open() };
};

describe("an answer", () => {
  test("whole: all members that the protocol demands, and the headers of every answer", async () => {
    const response = await post("/v1/chat/completions", { model: "m", messages });
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
    expect(await (await post("/v1/chat/completions", { model: "m", messages })).json()).not.toHaveProperty(
      "usage",
    );
    const streamed = await post("/v1/chat/completions", {
      model: "m",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect((await events(streamed)).filter((data) => data.includes("prompt_tokens"))).toEqual([]);
  });

  test("streamed: role first, finish last, one id, usage when asked, and the end mark", async () => {
    const response = await post("/v1/chat/completions", {
      model: "m",
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const data = await events(response);
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
    const whole: unknown = await (await post("/v1/chat/completions", { model: "m", messages, tools })).json();
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
    const streamed = await events(
      await post("/v1/chat/completions", { model: "m", messages, tools, stream: true }),
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
      await post("/v1/chat/completions", { model: "m", messages, functions: [definition] })
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
    expect(await (await post("/v1/chat/completions", { model: "m", messages })).text()).toBe(
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
        expect(await (await post(path, body)).text()).toBe(`${event}data: [DONE]\n\n`);
      }
    }
  });

  test("embeddings as floats and as base64", async () => {
    const floats: unknown = await (await post("/v1/embeddings", { model: "m", input: ["a", "b"] })).json();
    expect(floats).toMatchObject({
      object: "list",
      data: [{ object: "embedding", index: 0, embedding: [0.5, -1] }, { index: 1 }],
      model: "m",
      usage: { prompt_tokens: 4, total_tokens: 4 },
    });
    const base64 = (await (
      await post("/v1/embeddings", { model: "m", input: "a", encoding_format: "base64" })
    ).json()) as { data: { embedding: string }[] };
    const bytes = Buffer.from(base64.data[0]?.embedding ?? "", "base64");
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([0.5, -1]);
  });

  test("legacy completions: several prompts are one answer, echo repeats the prompt", async () => {
    const several: unknown = await (await post("/v1/completions", { model: "m", prompt: ["a", "b"] })).json();
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
      await post("/v1/completions", { model: "m", prompt: "a ", echo: true })
    ).json();
    expect(echo).toMatchObject({ choices: [{ text: "a Hello there" }] });
    const data = await events(
      await post("/v1/completions", { model: "m", prompt: ["a", "b"], stream: true }),
    );
    expect(data.at(-1)).toBe("[DONE]");
    expect(data.filter((text) => text.includes('"finish_reason":"stop"'))).toHaveLength(2);
  });

  test("the newcomer's endpoint answers, and its session remembers", async () => {
    const first = (await (
      await post("/v1/chat", { prompt: "Hello, world!", max_tokens: 50 })
    ).json()) as Record<string, string>;
    expect(first).toEqual({
      id: expect.stringMatching(/^chat-/),
      object: "chat",
      created: expect.any(Number),
      model: "m",
      text: "Hello there",
      session: expect.stringMatching(/^sess_[0-9A-Za-z]{43}$/),
      finish_reason: "stop",
      usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
    });
    const streamed = await events(
      await post("/v1/chat", { prompt: "More", session: first["session"], stream: true }),
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

describe("a failure", () => {
  test("before the first content has its own status, also for a stream", async () => {
    served.script = () => [new ParleyError("rate_limit_exceeded", { retryAfterMs: 1500 })];
    const response = await post("/v1/chat/completions", { model: "m", messages, stream: true });
    expect(response.status).toBe(429);
    expect(response.headers.get("retry-after-ms")).toBe("1500");
    expect(response.headers.get("retry-after")).toBe("2");
    expect(response.headers.get("x-should-retry")).toBeNull();
    expect(await response.json()).toMatchObject({ error: { code: "rate_limit_exceeded", type: "requests" } });
  });

  test("what no repetition can mend says so to clients that repeat by themselves", async () => {
    served.script = () => [new ParleyError("insufficient_quota")];
    const response = await post("/v1/chat/completions", { model: "m", messages });
    expect([response.status, response.headers.get("x-should-retry")]).toEqual([429, "false"]);
  });

  test("after content is an error event, and never a clean end", async () => {
    served.script = () => [...textAnswer("Hel").slice(0, 1), new ParleyError("upstream_truncated")];
    const data = await events(await post("/v1/chat/completions", { model: "m", messages, stream: true }));
    expect(data).not.toContain("[DONE]");
    expect(JSON.parse(data.at(-1) ?? "")).toMatchObject({
      error: { type: "server_error", param: null, code: null },
    });
  });

  test("of ours is logged with its cause, and tells the caller nothing of it", async () => {
    served.script = () => {
      throw new TypeError("secret path /srv/x");
    };
    const response = await post("/v1/chat/completions", { model: "m", messages });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("secret");
    expect(served.failures[0]?.cause).toMatchObject({ message: "secret path /srv/x" });
  });
});

describe("a client that leaves", () => {
  test.each([
    ["before the first event", false, []],
    ["before the first event of a stream", true, []],
    ["in the middle of a stream", true, textAnswer("Hel").slice(0, 1)],
  ])("%s ends the call upstream", async (_when, stream, before) => {
    const { gate, open } = openGate();
    served.script = function* (): Iterable<Step> {
      yield* before;
      open();
      yield new Promise(() => undefined);
    };
    const controller = new AbortController();
    const request = post(
      "/v1/chat/completions",
      { model: "m", messages, stream },
      { signal: controller.signal },
    );
    const reading = request.then((response) => response.text());
    reading.catch(() => undefined);
    await gate;
    controller.abort();
    await expect(reading).rejects.toThrow(/abort/);
    await expect.poll(() => served.attempts[0]?.signal.aborted).toBe(true);
    await expect.poll(() => served.open.size).toBe(0);
    const [row] = await served.keys.stores.ledger.list({ limit: 10 });
    expect(row).toMatchObject({ state: "settled", outcome: "cancelled" });
  });

  test("does not disturb the next request on the same server", async () => {
    for (let i = 0; i < 50; i++) {
      served.script = () => [textAnswer("x")[0] as Step, new Promise(() => undefined)];
      const controller = new AbortController();
      const response = await post(
        "/v1/chat/completions",
        { model: "m", messages, stream: true },
        { signal: controller.signal },
      );
      await response.body?.getReader().read();
      controller.abort();
    }
    await expect.poll(() => served.open.size).toBe(0);
    served.script = () => textAnswer("fine");
    expect((await post("/v1/chat/completions", { model: "m", messages })).status).toBe(200);
  });
});

describe("the connection", () => {
  test("is used again after a stream, and pipelined requests are answered in order", async () => {
    const body = (stream: boolean) => JSON.stringify({ model: "m", messages, stream });
    const request = (stream: boolean) =>
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: ${body(stream).length}\r\n\r\n${body(stream)}`;
    const last = `GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`;
    const answer = await raw(request(true) + request(true) + request(false) + request(true) + last);
    expect(answer.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(5);
    expect(answer.match(/data: \[DONE\]\n\n\r\n0\r\n\r\n/g)).toHaveLength(3);
    expect(answer.endsWith('{"status":"ok"}')).toBe(true);
    for (const [, size, rest] of answer.matchAll(/\r\n([0-9a-f]+)\r\n(data: [^\r]*)\r\n/g)) {
      expect(Buffer.byteLength(rest ?? "", "latin1")).toBe(Number.parseInt(size ?? "", 16));
    }
  });

  test("of HTTP/1.0 gets a stream without chunks", async () => {
    const body = JSON.stringify({ model: "m", messages, stream: true });
    const answer = await raw(
      `POST /v1/chat/completions HTTP/1.0\r\nauthorization: Bearer ${served.key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    expect(answer).toContain("\r\n\r\ndata: {");
    expect(answer.endsWith("data: [DONE]\n\n")).toBe(true);
  });

  test("HEAD answers like GET without a body; pages of allowed origins may call, others may not", async () => {
    const head = await fetch(`${served.url}/healthz`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const preflight = (origin: string) =>
      fetch(`${served.url}/v1/chat/completions`, {
        method: "OPTIONS",
        headers: {
          origin,
          "access-control-request-method": "POST",
          "access-control-request-headers": "authorization, x-stainless-lang",
        },
      });
    const allowed = await preflight("https://page.example");
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://page.example");
    expect(allowed.headers.get("access-control-allow-headers")).toContain("x-stainless-lang");
    const refused = await preflight("https://evil.example");
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
  });
});

test("a revoked key is refused at once in the process that revoked it", async () => {
  expect((await post("/v1/chat/completions", { model: "m", messages })).status).toBe(200);
  await revokeKey(served.keys, served.key.slice(-4));
  await expect
    .poll(async () => (await post("/v1/chat/completions", { model: "m", messages })).status, {
      timeout: 3000,
    })
    .toBe(401);
});

test("the reference describes every route, and each of its schemas is one", async () => {
  const document = (await (await fetch(`${served.url}/openapi.json`)).json()) as {
    paths: Record<string, object>;
  };
  expect(Object.keys(document.paths)).toEqual([
    "/v1/chat",
    "/v1/chat/completions",
    "/v1/completions",
    "/v1/embeddings",
    "/v1/models",
    "/v1/models/{id}",
    "/v1/models/pull",
    "/healthz",
    "/readyz",
    "/metrics",
    "/openapi.json",
  ]);
  expect(document.paths["/v1/chat"]).toMatchObject({
    post: { requestBody: { content: { "application/json": { schema: { required: ["prompt"] } } } } },
  });
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (piece) => (answer += piece.toString("latin1")));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}
