import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readWritten } from "../../dialects/anthropic/written.fixture.ts";
import { ParleyError } from "../../spec/errors.ts";
import { serveScripted, type Served, type Step, textAnswer } from "../serving.fixture.ts";

let served: Served;
beforeEach(async () => {
  served = await serveScripted();
});
afterEach(() => served.close());

const path = "/v1/messages";
const hello = { model: "m", max_tokens: 9, messages: [{ role: "user", content: "hi" }] };

const json = { "content-type": "application/json" };

/** As clients of the protocol send it. */
function ask(body: unknown, headers: Record<string, string> = {}, where = path): Promise<Response> {
  return fetch(served.url + where, {
    method: "POST",
    headers: { ...json, "x-api-key": served.key, "anthropic-version": "2023-06-01", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

interface Failure {
  readonly type: string;
  readonly error: { readonly type: string; readonly message: string };
  readonly request_id: string;
}

async function failureOf(response: Response): Promise<object> {
  const body = (await response.json()) as Failure;
  expect(Object.keys(body)).toEqual(["type", "error", "request_id"]);
  expect(Object.keys(body.error)).toEqual(["type", "message"]);
  expect(body.type).toBe("error");
  expect(body.request_id).toBe(response.headers.get("request-id"));
  expect(body.request_id).toBe(response.headers.get("x-request-id"));
  return { status: response.status, ...body.error };
}

describe("an answer", () => {
  test("whole, with the request's id under both names", async () => {
    const response = await ask(hello);
    expect(response.status).toBe(200);
    const id = response.headers.get("request-id") ?? "";
    expect(id).toMatch(/^req_[0-9a-f]{32}$/);
    expect(response.headers.get("x-request-id")).toBe(id);
    expect(await response.json()).toMatchObject({
      id: `msg_${id.slice(4)}`,
      type: "message",
      model: "m",
      content: [{ type: "text", text: "Hello there" }],
      stop_reason: "end_turn",
      usage: { input_tokens: 3, output_tokens: 2 },
    });
    expect(served.attempts[0]?.task.options).toEqual({ maxOutputTokens: 9 });
  });

  test("streamed, well-formed", async () => {
    const response = await ask({ ...hello, stream: true });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    const { content, end } = readWritten(await response.text());
    expect(content).toEqual([{ type: "text", text: "Hello there", citations: null }]);
    expect(end).toMatchObject({ delta: { stop_reason: "end_turn" }, usage: { input_tokens: 3 } });
  });

  test("of an upstream of the same dialect goes through untouched", async () => {
    const bytes = Buffer.from('{"odd" : 1.0}');
    served.script = () => [{ type: "source-bytes", bytes, content: true }, { type: "end" }];
    expect(await (await ask(hello)).text()).toBe(bytes.toString());
    const event = Buffer.from('event: message_start\ndata: {"x":"é"}\n\n');
    served.script = () => [{ type: "source-bytes", bytes: event, content: true }, { type: "end" }];
    expect(await (await ask({ ...hello, stream: true })).text()).toBe(
      `${event}event: message_stop\ndata: {"type":"message_stop"}\n\n`,
    );
  });

  test("an upstream of the same dialect gets the request as it came, with the model's place", async () => {
    const text = JSON.stringify({ messages: hello.messages, max_tokens: 9, model: "m", container: "c" });
    await ask(text);
    const source = served.attempts[0]?.source;
    expect(source).toMatchObject({ dialect: "messages", body: { container: "c" } });
    expect(source?.bytes.toString()).toBe(text);
    expect(text.slice(...(source?.modelSpan ?? []))).toBe('"m"');
    // Anthropic refuses what other models have thought.
    const foreign = { type: "thinking", thinking: "hm", signature: "parley:{}" };
    await ask({ ...hello, messages: [...hello.messages, { role: "assistant", content: [foreign] }] });
    expect(served.attempts[1]?.source).toBeUndefined();
  });

  test("a version is not asked for, and any will do", async () => {
    const { key } = served;
    const bare = await fetch(served.url + path, {
      method: "POST",
      headers: { ...json, "x-api-key": key },
      body: JSON.stringify(hello),
    });
    expect(bare.status).toBe(200);
    expect((await ask(hello, { "anthropic-version": "2100-01-01" }, `${path}?beta=true`)).status).toBe(200);
  });
});

describe("a key", () => {
  test.each<[string, Record<string, string>, number]>([
    ["in x-api-key", {}, 200],
    ["in both headers", { authorization: "Bearer KEY" }, 400],
    ["that differs between both", { authorization: "Bearer sk-parley-other" }, 400],
    ["beside a header that makes no sense", { authorization: "Basic abc" }, 400],
    ["as a bearer token", { "x-api-key": "NONE", authorization: "Bearer KEY" }, 200],
    ["that is wrong", { "x-api-key": "sk-parley-wrong" }, 401],
    ["that is empty", { "x-api-key": "" }, 401],
    ["that is missing", { "x-api-key": "NONE" }, 401],
  ])("%s", async (_how, given, status) => {
    const all = Object.entries({ ...json, "x-api-key": "KEY", ...given });
    const headers = all.flatMap(([name, value]): [string, string][] =>
      value === "NONE" ? [] : [[name, value.replace("KEY", served.key)]],
    );
    const response = await fetch(served.url + path, { method: "POST", headers, body: JSON.stringify(hello) });
    expect(response.status).toBe(status);
    if (status === 401) expect(await failureOf(response)).toHaveProperty("type", "authentication_error");
  });

  test("in x-api-key is for these routes alone", async () => {
    const response = await ask({ model: "m", messages: hello.messages }, {}, "/v1/chat/completions");
    expect([response.status, await response.json()]).toMatchObject([401, { error: { param: null } }]);
  });
});

describe("a failure", () => {
  test("of the request says where it is wrong", async () => {
    const wrong = await failureOf(
      await ask({ ...hello, messages: [{ role: "user", content: [{ type: "text" }] }] }),
    );
    expect(wrong).toEqual({
      status: 400,
      type: "invalid_request_error",
      message: expect.stringContaining("messages[0].content[0].text"),
    });
    expect(await failureOf(await ask("{"))).toHaveProperty("status", 400);
    expect(await failureOf(await ask({ ...hello, model: "none" }))).toMatchObject({
      status: 404,
      type: "not_found_error",
    });
    const large = { ...hello, messages: [{ role: "user", content: "x".repeat(200_000) }] };
    expect(await failureOf(await ask(large))).toMatchObject({ status: 413, type: "request_too_large" });
    expect(served.attempts).toEqual([]);
  });

  test("of the model has the protocol's status", async () => {
    served.script = () => [new ParleyError("upstream_overloaded", { retryAfterMs: 1_500 })];
    for (const stream of [false, true]) {
      const response = await ask({ ...hello, stream });
      expect(response.headers.get("retry-after")).toBe("2");
      expect(await failureOf(response)).toMatchObject({ status: 529, type: "overloaded_error" });
    }
  });

  test("after content is an event of its own, and never a clean end", async () => {
    served.script = () => [textAnswer("Hel")[0] as Step, new ParleyError("upstream_truncated")];
    const response = await ask({ ...hello, stream: true });
    const text = await response.text();
    const last = text.trimEnd().split("\n\n").at(-1) ?? "";
    expect(last).toMatch(/^event: error\ndata: /);
    expect(JSON.parse(last.slice(last.indexOf("{")))).toMatchObject({
      type: "error",
      error: { type: "api_error" },
      request_id: response.headers.get("request-id"),
    });
    expect(text).not.toContain("message_stop");
  });

  test("what only Anthropic can do is refused for others", async () => {
    served.script = ({ task }) => textAnswer(String(task.options.tools?.length ?? 0));
    const tools = [{ type: "web_search_20250305", name: "web_search" }];
    expect(await failureOf(await ask({ ...hello, tools }))).toEqual({
      status: 400,
      type: "invalid_request_error",
      message: expect.stringMatching(/'web_search_20250305' can only be sent to Anthropic itself/),
    });
  });

  test("at a wrong address or with a wrong method has the same form", async () => {
    const send = (method: string, where: string) => fetch(served.url + where, { method });
    const wrongMethod = await send("GET", path);
    expect(wrongMethod.headers.get("allow")).toBe("POST");
    expect(await failureOf(wrongMethod)).toMatchObject({ status: 405, type: "invalid_request_error" });
    expect(await failureOf(await send("POST", `${path}/batches`))).toMatchObject({
      status: 404,
      type: "not_found_error",
    });
    expect(await (await send("POST", "/v1/messaging")).json()).toMatchObject({ error: { param: null } });
  });

  test("of a server that stops", async () => {
    served.ready = false;
    expect(await failureOf(await ask(hello))).toMatchObject({ status: 503, type: "api_error" });
  });
});

describe("an idempotency key", () => {
  test("gives the same answer again, whole and streamed", async () => {
    for (const stream of [false, true]) {
      const headers = { "idempotency-key": `key-${stream}` };
      const [first, again] = [
        await ask({ ...hello, stream }, headers),
        await ask({ ...hello, stream }, headers),
      ];
      expect(await again.text()).toBe(await first.text());
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.headers.get("request-id")).toBe(again.headers.get("x-request-id"));
    }
    expect(served.attempts).toHaveLength(2);
  });

  test("of another request is refused in the protocol's form", async () => {
    const headers = { "idempotency-key": "once" };
    await ask(hello, headers);
    expect(await failureOf(await ask({ ...hello, max_tokens: 8 }, headers))).toMatchObject({
      status: 422,
      type: "invalid_request_error",
    });
  });
});

describe("a count of tokens", () => {
  const count = async (body: object): Promise<unknown> =>
    (await ask(body, {}, `${path}/count_tokens`)).json();

  test("is of texts, tools and the form of the answer, with flat figures for the rest", async () => {
    const { messages } = hello;
    expect(await count({ model: "m", messages })).toEqual({ input_tokens: 5 });
    expect(await count({ model: "m", messages, system: "Be kind." })).toEqual({ input_tokens: 12 });
    const image = { type: "image", source: { type: "url", url: "https://a.example/b.png" } };
    expect(await count({ model: "m", messages: [{ role: "user", content: [image, image] }] })).toEqual({
      input_tokens: 3_204,
    });
    const pdf = { type: "base64", media_type: "application/pdf", data: "A".repeat(86_000) };
    const document = { role: "user", content: [{ type: "document", source: pdf }] };
    expect(await count({ model: "m", messages: [document] })).toEqual({ input_tokens: 2_005 });
    const call = { type: "tool_use", id: "t", name: "look", input: { at: "home" } };
    const result = { type: "tool_result", tool_use_id: "t", content: "cold" };
    const turns = [
      { role: "assistant", content: [{ type: "thinking", thinking: "hm", signature: "c2ln" }, call] },
      { role: "user", content: [result] },
    ];
    const tools = [{ name: "look", input_schema: { type: "object" } }];
    const output_config = { format: { type: "json_schema", schema: { type: "string" } } };
    const counted = (await count({ model: "m", messages: turns, tools, output_config })) as {
      input_tokens: number;
    };
    expect(counted.input_tokens).toBeGreaterThan(35);
  });

  test("is of everything that Anthropic would take, whoever would answer", async () => {
    const search = { type: "web_search_20250305", name: "web_search", max_uses: 3 };
    const found = { type: "web_search_tool_result", tool_use_id: "srvtoolu_1", content: [] };
    const used = { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: { query: "Oslo" } };
    const call = { type: "tool_use", id: "t", name: "look", input: {} };
    const reference = { type: "tool_reference", tool_name: "look" };
    const result = { type: "tool_result", tool_use_id: "t", content: [reference] };
    const messages = [
      ...hello.messages,
      { role: "assistant", content: [used, found, call] },
      { role: "user", content: [result] },
    ];
    const servers = [{ type: "url", name: "a", url: "https://tools.example/mcp" }];
    const body = { model: "m", messages, tools: [search], mcp_servers: servers };
    const counted = (await count(body)) as { input_tokens: number };
    expect(counted.input_tokens).toBeGreaterThan(70);
    expect(counted.input_tokens).toBeLessThan(250);
  });

  test("costs nothing, and fails like an answer", async () => {
    await count({ model: "m", messages: hello.messages });
    expect(served.attempts).toEqual([]);
    const wrong = (body: object) => ask(body, {}, `${path}/count_tokens`).then(failureOf);
    expect(await wrong({ model: "none", messages: hello.messages })).toMatchObject({
      status: 404,
      type: "not_found_error",
    });
    expect(await wrong({ model: "m" })).toMatchObject({ status: 400, type: "invalid_request_error" });
  });
});

describe("the list of models", () => {
  const get = (where: string, headers: Record<string, string>) => fetch(served.url + where, { headers });

  test("has Anthropic's form for whoever speaks its protocol, and OpenAI's for all others", async () => {
    const anthropic = { "x-api-key": served.key, "anthropic-version": "2023-06-01" };
    expect(await (await get("/v1/models", anthropic)).json()).toMatchObject({
      data: expect.arrayContaining([
        expect.objectContaining({ type: "model", id: "m", max_input_tokens: 1000 }),
      ]),
      has_more: false,
      first_id: expect.any(String),
    });
    expect(await (await get("/v1/models/vendor/with/slashes", anthropic)).json()).toMatchObject({
      type: "model",
    });
    expect(await failureOf(await get("/v1/models/none", anthropic))).toMatchObject({
      status: 404,
      type: "not_found_error",
    });
    const wrong = { ...anthropic, "x-api-key": "sk-parley-wrong" };
    expect(await failureOf(await get("/v1/models", wrong))).toMatchObject({
      status: 401,
      type: "authentication_error",
    });
    const openAi = { authorization: `Bearer ${served.key}` };
    const list = await get("/v1/models", openAi);
    expect(list.headers.get("request-id")).toBeNull();
    expect(await list.json()).toMatchObject({ object: "list" });
    expect(await (await get("/v1/models/none", openAi)).json()).toMatchObject({ error: { param: null } });
  });
});

test("the reference tells of both ways to send a key, and of the form of failures", async () => {
  const document: unknown = await (await fetch(`${served.url}/openapi.json`)).json();
  expect(document).toMatchObject({
    paths: {
      "/v1/messages": {
        post: {
          security: [{ key: [] }, { "x-api-key": [] }, { session: [] }],
          requestBody: {
            content: { "application/json": { schema: { required: expect.arrayContaining(["model"]) } } },
          },
          responses: {
            default: {
              content: { "application/json": { schema: { required: ["type", "error", "request_id"] } } },
            },
          },
        },
      },
    },
    components: { securitySchemes: { "x-api-key": { type: "apiKey", in: "header", name: "x-api-key" } } },
  });
});
