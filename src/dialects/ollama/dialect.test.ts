import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DialectRequest } from "../../spec/dialect.ts";
import { ParleyError } from "../../spec/errors.ts";
import type { ProviderModel } from "../../spec/provider.ts";
import { ollamaDialect } from "./dialect.ts";

const read = (path: string, body?: unknown, method = body === undefined ? "GET" : "POST") =>
  ollamaDialect.read({ method, path, query: {}, headers: {}, body });

function answerTo(path: string, body: object): Extract<DialectRequest, { kind: "answer" }> {
  const asked = read(path, { model: "m", ...body });
  if (asked?.kind !== "answer") throw new TypeError("this asks for no answer");
  return asked;
}

function shown(asked: DialectRequest | undefined, models: readonly ProviderModel[]): object {
  if (asked?.kind !== "models") throw new TypeError("this asks for no models");
  return asked.present(models);
}

const frame = { id: "a".repeat(32), createdMs: 1_790_000_000_000, model: "m" };
const hello = [{ role: "user", content: "Hello" }];

test("addresses that the protocol does not have", () => {
  for (const path of ["/", "/api", "/api/chat", "/v1/models", "/api/constructor"])
    expect(read(path)).toBeUndefined();
  expect(read("/api/tags", {})).toBeUndefined();
});

describe("what is asked", () => {
  test("is streamed unless it is said otherwise", () => {
    expect(answerTo("/api/chat", { messages: hello }).stream).toBe(true);
    expect(answerTo("/api/generate", { prompt: "Hello", stream: false }).stream).toBe(false);
    expect(answerTo("/api/embed", { input: "Hello" }).stream).toBe(false);
  });

  test("members without a place in the task keep their names", () => {
    const { task } = answerTo("/api/chat", {
      messages: hello,
      keep_alive: "10m",
      truncate: true,
      think: true,
      options: { min_p: 0.1, num_ctx: 4096, num_predict: -1, top_k: 0, stop: "END", seed: null },
      format: "",
    });
    expect(task).toMatchObject({
      options: {
        reasoningEffort: "medium",
        stop: ["END"],
        others: { keep_alive: "10m", "options.min_p": 0.1, "options.num_ctx": 4096 },
      },
    });
    expect(Object.keys("options" in task ? task.options : {}).toSorted()).toEqual([
      "others",
      "reasoningEffort",
      "stop",
    ]);
  });

  test("calls of older clients have no ids: an answer belongs to the first open call of its tool", () => {
    const call = (name: string) => ({ function: { name, arguments: {} } });
    const { task } = answerTo("/api/chat", {
      messages: [
        ...hello,
        { role: "assistant", content: "", tool_calls: [call("a"), call("b"), call("a")] },
        { role: "tool", content: "1", tool_name: "b" },
        { role: "tool", content: "2", tool_name: "a" },
        { role: "tool", content: "3" },
        { role: "tool", content: "4" },
        { role: "tool", content: "5", tool_call_id: "mine" },
      ],
    });
    const items = "items" in task ? task.items : [];
    expect(items.flatMap((item) => ("callId" in item ? item.callId : []))).toEqual([
      "call_1_0",
      "call_1_1",
      "call_1_2",
      "call_1_1",
      "call_1_0",
      "call_1_2",
      "call_5",
      "mine",
    ]);
  });

  test("a system text comes before the prompt, and what would change the prompt is refused", () => {
    expect(
      answerTo("/api/generate", { prompt: "Hi", system: "Be kind.", images: ["/9j/4"] }).task,
    ).toMatchObject({
      items: [
        { role: "system", content: [{ text: "Be kind." }] },
        { role: "user", content: [{ text: "Hi" }, { url: "data:image/jpeg;base64,/9j/4" }] },
      ],
    });
    for (const extra of [{ suffix: "end" }, { template: "{{ .Prompt }}" }, { context: [1, 2] }]) {
      const [param] = Object.keys(extra);
      expect(() => answerTo("/api/generate", { prompt: "Hi", ...extra })).toThrow(
        expect.objectContaining({ code: "unsupported_parameter", param }),
      );
    }
  });
});

describe("models", () => {
  const models: readonly ProviderModel[] = [
    {
      id: "m:latest",
      created: 1_700_000_000,
      contextTokens: 4096,
      abilities: ["tools", "images", "json-schema"],
    },
    { id: "e", abilities: ["embeddings"] },
    { id: "u" },
  ];

  test("are listed and shown with what is known of them", () => {
    expect(shown(read("/api/tags"), models)).toMatchObject({
      models: [
        {
          name: "m:latest",
          modified_at: "2023-11-14T22:13:20.000Z",
          details: { context_length: 4096 },
          capabilities: ["completion", "tools", "vision"],
        },
        { name: "e", capabilities: ["embedding"] },
        { name: "u" },
      ],
    });
    expect(shown(read("/api/show", { model: "m" }), models)).toMatchObject({
      model_info: { "general.architecture": "parley", "parley.context_length": 4096 },
      capabilities: ["completion", "tools", "vision"],
    });
    expect(shown(read("/api/show", { name: "u" }), models)).not.toHaveProperty("capabilities");
  });

  test("are loaded, unloaded and pulled when they are there, and never removed", () => {
    const load = (body: object, path = "/api/chat") => shown(read(path, { model: "m", ...body }), models);
    expect(load({ messages: [] })).toMatchObject({ done: true, done_reason: "load" });
    expect(load({ keep_alive: 0 })).toMatchObject({ done_reason: "unload", message: { content: "" } });
    expect(load({ keep_alive: "0s" }, "/api/generate")).toMatchObject({
      done_reason: "unload",
      response: "",
    });
    expect(shown(read("/api/pull", { model: "m" }), models)).toEqual({ status: "success" });
    expect(() => shown(read("/api/delete", { model: "m" }, "DELETE"), models)).toThrow("cannot be removed");
    for (const [path, method] of [
      ["/api/show", "POST"],
      ["/api/pull", "POST"],
      ["/api/delete", "DELETE"],
      ["/api/generate", "POST"],
    ] as const) {
      expect(() => shown(read(path, { model: "x" }, method), models)).toThrow("model 'x' not found");
    }
  });

  test("the version, and what is loaded", () => {
    expect(read("/api/version")).toMatchObject({ kind: "document", body: { version: expect.any(String) } });
    expect(read("/api/ps")).toMatchObject({ body: { models: [] } });
  });
});

test("what the protocol has no place for is left out, and a refusal is a text", () => {
  const writer = answerTo("/api/chat", { messages: hello }).writer(frame);
  expect(writer.event({ type: "start", provider: "p", model: "m" })).toBe("");
  expect(writer.event({ type: "text-delta", choice: 1, text: "second" })).toBe("");
  expect(writer.event({ type: "tool-call-delta", choice: 0, index: 7, text: "{}" })).toBe("");
  const line = String(writer.event({ type: "refusal-delta", choice: 0, text: "No." }));
  expect(JSON.parse(line)).toEqual({
    model: "m",
    created_at: "2026-09-21T14:13:20.000Z",
    message: { role: "assistant", content: "No." },
    done: false,
  });
  writer.event({ type: "tool-call-start", choice: 0, index: 0, callId: "c", name: "f", kind: "function" });
  writer.event({ type: "tool-call-delta", choice: 0, index: 0, text: "[1" });
  const calls = String(
    writer.event({ type: "choice-finish", choice: 0, finish: { unified: "content-filter" } }),
  );
  expect(JSON.parse(calls)).toMatchObject({
    message: { tool_calls: [{ id: "c", function: { name: "f", arguments: { input: "[1" } } }] },
  });
  expect(JSON.parse(String(writer.end({ type: "end" })))).toMatchObject({ done: true, done_reason: "stop" });
});

test("an embedding, in the newer form and in the older one", () => {
  const answer = {
    provider: undefined,
    model: undefined,
    limits: undefined,
    warnings: undefined,
    choices: [],
    embeddings: [Float32Array.of(0.5, -1)],
    usage: { inputTokens: 3 },
    source: [],
  };
  expect(
    answerTo("/api/embed", { input: ["a"] })
      .writer(frame)
      .whole(answer),
  ).toEqual({
    model: "m",
    embeddings: [[0.5, -1]],
    prompt_eval_count: 3,
  });
  expect(answerTo("/api/embeddings", { prompt: "a" }).writer(frame).whole(answer)).toEqual({
    embedding: [0.5, -1],
  });
});

test("an error is a sentence", () => {
  const error = new ParleyError("rate_limit_exceeded", { message: "Slowly.", retryAfterMs: 1_500 });
  expect(ollamaDialect.problem(error)).toEqual({
    status: 429,
    body: { error: "Slowly." },
    headers: { "retry-after": "2" },
  });
});

test("whatever is sent, it is read or refused in order", () => {
  const member = fc.constantFrom(
    "model",
    "messages",
    "role",
    "content",
    "tool_calls",
    "function",
    "name",
    "options",
    "stop",
    "format",
    "tools",
    "think",
    "input",
    "prompt",
    "__proto__",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 0, -1, 1e300, "", "m", "user", "tool", "assistant", "json", "\ud800"),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(member, tie("any"), { maxKeys: 5 }),
    ),
  })).any;
  const body = fc.oneof(
    value,
    value.map((messages) => ({ model: "m", messages })),
    value.map((options) => ({ model: "m", messages: hello, options, tools: options, format: options })),
    value.map((input) => ({ model: "m", input, prompt: input, images: input })),
  );
  const path = fc.constantFrom("chat", "generate", "embed", "embeddings", "show", "pull");
  fc.assert(
    fc.property(path, body, (route, sent) => {
      try {
        expect(read(`/api/${route}`, sent ?? null, "POST")?.kind).toMatch(/^(answer|models)$/);
      } catch (error) {
        if (!(error instanceof ParleyError)) throw error;
        expect(error.status).toBe(400);
      }
    }),
    { numRuns: 500 },
  );
});
