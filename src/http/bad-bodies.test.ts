import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { postWrong } from "./asking.fixture.ts";
import { serveScripted, type Served } from "./serving.fixture.ts";

let served: Served;
beforeAll(async () => {
  served = await serveScripted();
});
afterAll(() => served.close());
beforeEach(() => served.attempts.splice(0));

const user = { role: "user", content: "hi" };
const chat = "/v1/chat/completions";
const tools = [{ type: "function", function: { name: "f" } }];

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
      "role no text",
      chat,
      { model: "m", messages: [{ role: 7, content: "x" }] },
      "invalid_type",
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
      "an image that is a list",
      chat,
      { model: "m", messages: [{ role: "user", content: [{ type: "image_url", image_url: [] }] }] },
      "invalid_type",
      "messages[0].content[0].image_url",
      "an object",
    ],
    [
      "temperature low",
      chat,
      { model: "m", messages: [user], temperature: -0.5 },
      "decimal_below_min_value",
      "temperature",
      ">=",
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
      "stops without end",
      chat,
      { model: "m", messages: [user], stop: Array.from({ length: 257 }, () => "a") },
      "array_above_max_length",
      "stop",
      "256",
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
      "tool without a type",
      chat,
      { model: "m", messages: [user], tools: [{ type: 7 }] },
      "invalid_type",
      "tools[0].type",
      "type",
    ],
    [
      "choice of a tool without its name",
      chat,
      { model: "m", messages: [user], tools, tool_choice: { type: "function" } },
      "missing_required_parameter",
      "tool_choice.function",
      "tool_choice.function",
    ],
    [
      "choice of a tool with an empty name",
      chat,
      { model: "m", messages: [user], tools, tool_choice: { type: "function", function: { name: "" } } },
      "empty_string",
      "tool_choice.function.name",
      "empty",
    ],
    [
      "call without what was called",
      chat,
      { model: "m", messages: [user, { role: "assistant", tool_calls: [{ id: "a" }] }] },
      "missing_required_parameter",
      "messages[1].tool_calls[0].function",
      "function",
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
    const answer = await postWrong(served, path, body);
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
    const answer = await postWrong(served, chat, body);
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
    const answer = await postWrong(served, chat, body);
    expect(answer.status).toBe(200);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

test("after all of this nothing was logged as our fault", () => {
  expect(served.failures).toEqual([]);
});
