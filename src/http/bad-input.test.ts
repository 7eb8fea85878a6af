import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { serveScripted, type Served } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());
beforeEach(() => served.attempts.splice(0));

interface Problem {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string | null;
  };
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(served.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Problem };
}

const user = { role: "user", content: "hi" };
const chat = "/v1/chat/completions";

describe("a body that is wrong names its fault", () => {
  const cases: readonly [string, string, unknown, string, string | null, string | null][] = [
    ["no model", chat, { messages: [user] }, "missing_required_parameter", "model", "model"],
    ["no messages", chat, { model: "m" }, "missing_required_parameter", "messages", "messages"],
    ["empty messages", chat, { model: "m", messages: [] }, "empty_array", "messages", "messages"],
    ["messages no list", chat, { model: "m", messages: "hi" }, "invalid_type", "messages", "an array"],
    [
      "no role",
      chat,
      { model: "m", messages: [{ content: "x" }] },
      "missing_required_parameter",
      "messages[0].role",
      "role",
    ],
    [
      "wrong role",
      chat,
      { model: "m", messages: [user, { role: "king", content: "x" }] },
      "invalid_value",
      "messages[1].role",
      "role",
    ],
    [
      "role no text",
      chat,
      { model: "m", messages: [{ role: 7, content: "x" }] },
      "invalid_value",
      "messages[0].role",
      "role",
    ],
    [
      "content number",
      chat,
      { model: "m", messages: [{ role: "user", content: 5 }] },
      "invalid_type",
      "messages[0].content",
      "an integer",
    ],
    [
      "no content",
      chat,
      { model: "m", messages: [{ role: "user" }] },
      "missing_required_parameter",
      "messages[0].content",
      "content",
    ],
    [
      "part without type",
      chat,
      { model: "m", messages: [{ role: "user", content: [{}] }] },
      "missing_required_parameter",
      "messages[0].content[0].type",
      "type",
    ],
    [
      "part without text",
      chat,
      { model: "m", messages: [{ role: "user", content: [{ type: "text" }] }] },
      "missing_required_parameter",
      "messages[0].content[0].text",
      "text",
    ],
    [
      "temperature high",
      chat,
      { model: "m", messages: [user], temperature: 2.5 },
      "decimal_above_max_value",
      "temperature",
      "<= 2",
    ],
    [
      "temperature low",
      chat,
      { model: "m", messages: [user], temperature: -1 },
      "decimal_below_min_value",
      "temperature",
      ">= 0",
    ],
    [
      "temperature text",
      chat,
      { model: "m", messages: [user], temperature: "warm" },
      "invalid_type",
      "temperature",
      "a string",
    ],
    [
      "max_tokens zero",
      chat,
      { model: "m", messages: [user], max_tokens: 0 },
      "integer_below_min_value",
      "max_tokens",
      ">= 1",
    ],
    [
      "max_tokens fraction",
      chat,
      { model: "m", messages: [user], max_tokens: 1.5 },
      "invalid_type",
      "max_tokens",
      "an integer",
    ],
    ["n huge", chat, { model: "m", messages: [user], n: 1000 }, "integer_above_max_value", "n", "<= 128"],
    [
      "five stops",
      chat,
      { model: "m", messages: [user], stop: ["a", "b", "c", "d", "e"] },
      "array_above_max_length",
      "stop",
      "4",
    ],
    ["stop number", chat, { model: "m", messages: [user], stop: 4 }, "invalid_type", "stop", "stop"],
    [
      "tool without function",
      chat,
      { model: "m", messages: [user], tools: [{ type: "function" }] },
      "missing_required_parameter",
      "tools[0].function",
      "function",
    ],
    [
      "tool without name",
      chat,
      { model: "m", messages: [user], tools: [{ type: "function", function: {} }] },
      "missing_required_parameter",
      "tools[0].function.name",
      "name",
    ],
    [
      "tool of unknown type",
      chat,
      { model: "m", messages: [user], tools: [{ type: "magic" }] },
      "invalid_value",
      "tools[0].type",
      "type",
    ],
    [
      "format of unknown type",
      chat,
      { model: "m", messages: [user], response_format: { type: "xml" } },
      "invalid_value",
      "response_format.type",
      "type",
    ],
    [
      "schema without name",
      chat,
      { model: "m", messages: [user], response_format: { type: "json_schema", json_schema: {} } },
      "missing_required_parameter",
      "response_format.json_schema.name",
      "name",
    ],
    [
      "stream text",
      chat,
      { model: "m", messages: [user], stream: "yes" },
      "invalid_type",
      "stream",
      "a boolean",
    ],
    [
      "metadata number",
      chat,
      { model: "m", messages: [user], metadata: { a: 1 } },
      "invalid_type",
      "metadata.a",
      "a string",
    ],
    [
      "infinity",
      chat,
      `{"model":"m","messages":[{"role":"user","content":"x"}],"temperature":1e400}`,
      "invalid_type",
      "temperature",
      "out of range",
    ],
    ["a list", chat, [], "invalid_type", null, "an object"],
    ["null", chat, "null", "invalid_type", null, "an object"],
    ["no prompt", "/v1/chat", {}, "missing_required_parameter", "prompt", "prompt"],
    ["empty prompt", "/v1/chat", { prompt: "" }, "empty_string", "prompt", "prompt"],
    [
      "misspelt member",
      "/v1/chat",
      { prompt: "x", max_token: 5 },
      "unknown_parameter",
      "max_token",
      "max_token",
    ],
    ["no input", "/v1/embeddings", { model: "m" }, "missing_required_parameter", "input", "input"],
    ["empty input", "/v1/embeddings", { model: "m", input: [] }, "empty_array", "input", "input"],
    [
      "bad encoding",
      "/v1/embeddings",
      { model: "m", input: "x", encoding_format: "hex" },
      "invalid_value",
      "encoding_format",
      "base64",
    ],
    [
      "prompt of tokens without names",
      "/v1/completions",
      { model: "m", prompt: [[1.5]] },
      "invalid_type",
      "prompt[0][0]",
      "an integer",
    ],
  ];
  test.each(cases)("%s", async (_name, path, body, code, param, words) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ type: "invalid_request_error", code, param });
    expect(answer.body.error.message).toContain(words ?? "");
    expect(Object.keys(answer.body.error)).toEqual(["message", "type", "param", "code"]);
    expect(served.attempts).toHaveLength(0);
  });
});

describe("a body that is no good JSON", () => {
  test.each([
    ["cut", '{"model":"m"', /ends too early/],
    ["noise", "hello", /could not parse/],
    ["empty", "", /could not parse|ends too early/],
    ["deep", `{"model":"m","messages":${"[".repeat(100)}${"]".repeat(100)}}`, /nested deeper than 64/],
    ["many values", `{"model":"m","messages":[${"0,".repeat(10_001)}0]}`, /more than 10000 values/],
  ])("%s", async (_name, body, words) => {
    const answer = await post(chat, body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toMatch(words);
    expect(answer.body.error.code).toBeNull();
  });

  test("invalid UTF-8", async () => {
    const response = await fetch(served.url + chat, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}` },
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(response.status).toBe(400);
  });

  test("members with dangerous names are just members", async () => {
    const body = `{"model":"m","messages":[{"role":"user","content":"x","__proto__":{"isAdmin":true}}],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    const answer = await post(chat, body);
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("the wrong address, method, type, size or key", () => {
  test("unknown addresses are 404, on every path", async () => {
    for (const path of [
      "/",
      "/v1",
      "/v1/nothing",
      "/v1/assistants",
      "/v1/chat/completions/x",
      "/../etc/passwd",
      "/v1/%00",
    ]) {
      const response = await fetch(served.url + path, { headers: { authorization: `Bearer ${served.key}` } });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.json()).toMatchObject({
        error: { type: "invalid_request_error", code: null, param: null },
      });
    }
  });

  test("a path that cannot be decoded is 404 or 400, not an accident", async () => {
    const status = await raw(
      `GET /v1/models/%E0%A4%A HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${served.key}\r\nconnection: close\r\n\r\n`,
    );
    expect(status).toMatch(/^HTTP\/1\.1 40[04] /);
  });

  test("known addresses with another method are 405 and say what is allowed", async () => {
    for (const [method, path, allow] of [
      ["GET", chat, "POST"],
      ["PUT", "/v1/chat", "POST"],
      ["POST", "/v1/models", "GET, HEAD"],
      ["DELETE", "/v1/models/m", "GET, HEAD"],
      ["PATCH", "/healthz", "GET, HEAD"],
    ] as const) {
      const response = await fetch(served.url + path, { method });
      expect([path, response.status, response.headers.get("allow")]).toEqual([path, 405, allow]);
      expect(await response.json()).toMatchObject({ error: { code: null } });
    }
    expect(await raw("TRACE / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 40[45] /,
    );
  });

  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
  ])("the type %s is 415", async (type) => {
    const answer = await post(chat, { model: "m", messages: [user] }, { "content-type": type });
    expect(answer.status).toBe(415);
    expect(answer.body.error.message).toContain("application/json");
  });

  test("a compressed body is 415; JSON under other names and without a type is taken", async () => {
    expect((await post(chat, "{}", { "content-encoding": "gzip" })).status).toBe(415);
    for (const type of ["application/json; charset=utf-8", "application/vnd.api+json"]) {
      expect((await post(chat, { model: "m", messages: [user] }, { "content-type": type })).status).toBe(200);
    }
    const bare = await fetch(served.url + chat, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}` },
      body: Buffer.from(JSON.stringify({ model: "m", messages: [user] })),
    });
    expect(bare.status).toBe(200);
  });

  test("a body that says it is too large is refused before any of it is read", async () => {
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const request = httpRequest(`${served.url}${chat}`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${served.key}`,
          "content-type": "application/json",
          "content-length": 200_000,
        },
      });
      request.flushHeaders(); // nothing of the body is ever sent
      request.on("response", (response) => {
        let text = "";
        response.on("data", (piece) => (text += String(piece)));
        response.on("end", () => resolve({ status: response.statusCode, text }));
      });
      request.on("error", reject);
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain("larger than 100000 bytes");
  });

  test("a body that grows too large without saying so is refused", async () => {
    const piece = Buffer.alloc(50_000, 0x20);
    const response = await fetch(served.url + chat, {
      method: "POST",
      headers: { authorization: `Bearer ${served.key}`, "content-type": "application/json" },
      body: new ReadableStream({
        pull(controller) {
          controller.enqueue(piece);
        },
      }),
      duplex: "half",
    } as RequestInit).catch(() => undefined);
    // The connection is closed under a sender who does not listen, so the answer may not reach it.
    if (response !== undefined) expect(response.status).toBe(413);
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
  });

  test("no key, a key in the wrong form, a wrong key", async () => {
    const bare = await fetch(served.url + chat, { method: "POST", body: "{}" });
    expect(bare.status).toBe(401);
    expect(bare.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await bare.json()).toMatchObject({ error: { code: null, type: "invalid_request_error" } });
    for (const authorization of ["Basic abc", "Bearer", "Bearer a b"]) {
      const response = await fetch(served.url + chat, {
        method: "POST",
        headers: { authorization },
        body: "{}",
      });
      expect(response.status).toBe(401);
    }
    const flipped = served.key.slice(0, -1) + (served.key.endsWith("A") ? "B" : "A");
    for (const key of ["nonsense", "sk-parley-short", flipped, `${served.key}x`]) {
      const answer = await post(chat, { model: "m", messages: [user] }, { authorization: `Bearer ${key}` });
      expect(answer.status).toBe(401);
      expect(answer.body.error.code).toBe("invalid_api_key");
      expect(answer.body.error.message).toMatch(/^Incorrect API key provided/);
      expect(answer.body.error.message).not.toContain(key);
    }
    const query = await fetch(`${served.url}/v1/models?key=${served.key}`);
    expect(query.status).toBe(401);
  });

  test("an unknown model", async () => {
    const answer = await post(chat, { model: "gpt-99", messages: [user] });
    expect(answer.status).toBe(404);
    expect(answer.body.error).toMatchObject({ code: "model_not_found", param: null });
    expect(answer.body.error.message).toMatch(/^The model `gpt-99` does not exist/);
    expect((await post("/v1/chat", { prompt: "x", model: "gpt-99" })).status).toBe(404);
    expect((await post("/v1/chat", { prompt: "x", session: "sess_wrong" })).status).toBe(404);
  });

  test("what is no HTTP gets an answer and loses its connection", async () => {
    expect(await raw("hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    );
    const both = `POST ${chat} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(await raw(both)).toMatch(/^HTTP\/1\.1 400 /);
  });
});

test("after all of this nothing was logged as our fault, and the server lives", async () => {
  expect(served.failures).toEqual([]);
  expect((await fetch(`${served.url}/readyz`)).status).toBe(200);
});

/** Sends bytes as they are; resolves with everything that came back when the server has closed. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(served.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (piece) => (answer += piece.toString("latin1")));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}
