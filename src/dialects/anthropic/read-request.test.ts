import { describe, expect, test } from "vitest";
import { anthropicDialect } from "./dialect.ts";
import { readMessages } from "./read-request.ts";

const hi = [{ role: "user", content: "hi" }];
const least = { model: "m", max_tokens: 5, messages: hi };

const readContent = (...content: object[]) =>
  readMessages({ ...least, messages: [{ role: "user", content }] }).task.items;

describe("what only Anthropic can do", () => {
  const elsewhere = { code: "unsupported_by_provider" };
  const search = { type: "web_search_20250305", name: "web_search" };

  test("is refused when it is on its way to somebody else, and not before", () => {
    const { task } = readMessages({ ...least, tools: [{ name: "a", input_schema: {} }, search] });
    expect(() => task.options).toThrow(
      expect.objectContaining({
        ...elsewhere,
        param: "tools[1].type",
        message: expect.stringContaining("'web_search_20250305'"),
      }),
    );
    const content = [
      { type: "text", text: "x" },
      { type: "server_tool_use", id: "s", name: "web_search", input: {} },
    ];
    const asked = readMessages({ ...least, messages: [{ role: "assistant", content }] });
    expect(() => asked.task.items).toThrow(
      expect.objectContaining({ ...elsewhere, param: "messages[0].content[1].type" }),
    );
    const result = {
      type: "tool_result",
      tool_use_id: "t",
      content: [{ type: "tool_reference", tool_name: "a" }],
    };
    expect(() => readContent(result)).toThrow(
      expect.objectContaining({ ...elsewhere, param: "messages[0].content[0].content[0].type" }),
    );
  });

  test("servers of tools that it would ask are no less", () => {
    const servers = [{ type: "url", name: "a", url: "https://tools.example/mcp" }];
    const { task } = readMessages({ ...least, mcp_servers: servers });
    expect(() => task.options).toThrow(expect.objectContaining({ ...elsewhere, param: "mcp_servers" }));
    expect(readMessages({ ...least, mcp_servers: [] }).task.options).toMatchObject({ maxOutputTokens: 5 });
  });

  test("a picture is no text", () => {
    const image = { type: "image", source: { type: "text", data: "x" } };
    expect(() => readContent(image)).toThrow(
      expect.objectContaining({ code: "invalid_value", param: "messages[0].content[0].source.type" }),
    );
  });
});

describe("a wrong shape is told with its path", () => {
  const content = (...blocks: unknown[]) => ({ messages: [{ role: "user", content: blocks }] });
  test.each<[string, object]>([
    ["model", { model: undefined }],
    ["model", { model: "" }],
    ["max_tokens", { max_tokens: undefined }],
    ["max_tokens", { max_tokens: 0 }],
    ["max_tokens", { max_tokens: "5" }],
    ["messages", { messages: [] }],
    ["messages", { messages: "hi" }],
    ["messages[0].role", { messages: [{ role: "king", content: "x" }] }],
    ["messages[0].content", { messages: [{ role: "user" }] }],
    ["messages[0].content", { messages: [{ role: "user", content: 5 }] }],
    ["messages[0].content[0].text", content({ type: "text" })],
    ["messages[0].content[1].text", content({ type: "text", text: "x" }, { type: "text", text: 5 })],
    ["messages[0].content[0].type", content({})],
    ["messages[0].content[0].source", content({ type: "image" })],
    ["messages[0].content[0].source.type", content({ type: "image", source: { type: "smoke" } })],
    [
      "messages[0].content[0].source.data",
      content({ type: "image", source: { type: "base64", media_type: "a" } }),
    ],
    ["messages[0].content[0].source.url", content({ type: "document", source: { type: "url" } })],
    ["messages[0].content[0].tool_use_id", content({ type: "tool_result" })],
    [
      "messages[0].content[0].content[0].text",
      content({ type: "tool_result", tool_use_id: "t", content: [{ type: "text" }] }),
    ],
    ["messages[0].content[0].name", content({ type: "tool_use", id: "t", input: {} })],
    ["messages[0].content[0].thinking", content({ type: "thinking", signature: "x" })],
    ["messages[0].content[0].data", content({ type: "redacted_thinking" })],
    ["messages[0].content[0].cache_control.type", content({ type: "text", text: "x", cache_control: {} })],
    ["system[0].type", { system: [{ type: "image" }] }],
    ["temperature", { temperature: 1.1 }],
    ["top_p", { top_p: -1 }],
    ["top_k", { top_k: 1.5 }],
    ["stop_sequences", { stop_sequences: "x" }],
    ["stop_sequences[1]", { stop_sequences: ["x", 5] }],
    ["stream", { stream: "yes" }],
    ["tools[0].name", { tools: [{ input_schema: {} }] }],
    ["tools[0].input_schema", { tools: [{ name: "a" }] }],
    ["tools[0].input_schema", { tools: [{ type: "custom", name: "a", input_schema: [] }] }],
    ["tool_choice.type", { tool_choice: { type: "required" } }],
    ["tool_choice.name", { tool_choice: { type: "tool" } }],
    ["thinking.budget_tokens", { thinking: { type: "enabled" } }],
    ["output_config.format.schema", { output_config: { format: { type: "json_schema" } } }],
    ["output_config.format.type", { output_config: { format: { type: "xml", schema: {} } } }],
    ["metadata.user_id", { metadata: { user_id: 5 } }],
  ])("%s", (param, more) => {
    expect(() => readMessages({ ...least, ...more })).toThrow(
      expect.objectContaining({ param, status: 400 }),
    );
  });

  test("what is no object is none", () => {
    for (const body of [undefined, null, 5, "x", []])
      expect(() => readMessages(body)).toThrow(/must be an object/);
  });
});

test("the dialect knows its addresses, and no others", () => {
  const read = (method: string, path: string, body: unknown = least) =>
    anthropicDialect.read({ method, path, query: {}, headers: {}, body });
  expect(read("POST", "/v1/messages")).toMatchObject({ kind: "answer", model: "m", stream: false });
  expect(read("POST", "/v1/messages", { ...least, stream: true })).toMatchObject({ stream: true });
  const counting = read("POST", "/v1/messages/count_tokens", { model: "m", messages: hi });
  expect(counting?.kind === "count" && counting.present(7)).toEqual({ input_tokens: 7 });
  for (const path of ["/v1/message", "/v1/messages/", "/v1/messages/batches", "/constructor", "/v1/models"])
    expect(read("POST", path)).toBeUndefined();
  expect(read("GET", "/v1/messages")).toBeUndefined();
  expect(read("DELETE", "/v1/models/m")).toBeUndefined();
  const models = [{ id: "a/b", created: 1_700_000_000, contextTokens: 1000, outputTokens: 10 }, { id: "c" }];
  const list = read("GET", "/v1/models", undefined);
  const first = {
    type: "model",
    id: "a/b",
    display_name: "a/b",
    created_at: "2023-11-14T22:13:20.000Z",
    max_input_tokens: 1000,
    max_tokens: 10,
  };
  expect(list?.kind === "models" && list.present(models)).toEqual({
    data: [
      first,
      expect.objectContaining({ id: "c", created_at: "1970-01-01T00:00:00.000Z", max_tokens: null }),
    ],
    has_more: false,
    first_id: "a/b",
    last_id: "c",
  });
  expect(list?.kind === "models" && list.present([])).toEqual({
    data: [],
    has_more: false,
    first_id: null,
    last_id: null,
  });
  const one = read("GET", "/v1/models/a%2Fb", undefined);
  expect(one?.kind === "models" && one.present(models)).toEqual(first);
  const none = read("GET", "/v1/models/%", undefined);
  expect(() => none?.kind === "models" && none.present(models)).toThrow(/does not exist/);
});
