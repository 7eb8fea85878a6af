import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import { parameterNames } from "../../spec/parameters.ts";
import { readAll } from "../upstream/recorded.fixture.ts";
import { attemptOf, playCases } from "./ollama.fixture.ts";
import { parameters } from "./parameters.ts";
import { generateRequest } from "./request.ts";

const always = { model: "llama3.2", stream: true, truncate: false };
const bodyOf = (items: readonly Item[], options: GenerateOptions = {}): unknown =>
  JSON.parse(generateRequest(attemptOf({ items, options })).body.toString());
const optionsOf = (options: GenerateOptions) => bodyOf([], options);

test("the request as it lies on the wire", async () => {
  const { provider, requests } = await playCases(["stream"]);
  await readAll(provider.generate(attemptOf()));
  expect(requests).toMatchObject([
    {
      method: "POST",
      url: "/api/chat",
      headers: { authorization: "Bearer cloud-key", "content-type": "application/json" },
      body: { ...always, messages: [{ role: "user", content: "Why is the sky blue?" }] },
    },
  ]);
});

test("a conversation: thoughts, texts and calls of a turn are one message", () => {
  const text = (words: string) => ({ type: "text", text: words }) as const;
  expect(
    bodyOf([
      { type: "message", role: "developer", content: [text("Be brief.")] },
      { type: "message", role: "system", content: [text("Be kind."), text("Always.")] },
      {
        type: "message",
        role: "user",
        content: [
          text("What is this?"),
          { type: "image", url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" },
          { type: "image", url: "data:image/jpeg;name=a.jpg;base64,/9j/4AA=" },
        ],
      },
      { type: "reasoning", text: "Let me see." },
      { type: "message", role: "assistant", content: [text("I look it up.")] },
      { type: "function_call", callId: "c1", name: "find", arguments: '{"q":"猫"}' },
      { type: "function_call", callId: "c2", name: "now", arguments: "" },
      { type: "function_call_output", callId: "c2", output: [text("noon")] },
      { type: "function_call_output", callId: "c1", output: [text("no network")], failed: true },
      { type: "reasoning", text: "", seal: { maker: "openai", data: "x", hidden: true } },
      { type: "reasoning", text: "Mine.", seal: { maker: "anthropic", data: "x" } },
      { type: "message", role: "assistant", content: [{ type: "refusal", refusal: "I cannot say." }] },
      { type: "function_call", callId: "c3", name: "find", arguments: "not json" },
      { type: "message", role: "assistant", content: [text("Sorry.")] },
    ]),
  ).toEqual({
    ...always,
    messages: [
      { role: "system", content: "Be brief." },
      { role: "system", content: "Be kind.\nAlways." },
      { role: "user", content: "What is this?", images: ["iVBORw0KGgo=", "/9j/4AA="] },
      {
        role: "assistant",
        thinking: "Let me see.",
        content: "I look it up.",
        tool_calls: [
          { id: "c1", function: { name: "find", arguments: { q: "猫" } } },
          { id: "c2", function: { name: "now", arguments: {} } },
        ],
      },
      { role: "tool", tool_name: "now", tool_call_id: "c2", content: "noon" },
      { role: "tool", tool_name: "find", tool_call_id: "c1", content: "Error: no network" },
      {
        role: "assistant",
        content: "I cannot say.",
        tool_calls: [{ id: "c3", function: { name: "find", arguments: { input: "not json" } } }],
      },
      { role: "assistant", content: "Sorry." },
    ],
  });
});

test("a raw text goes to /api/generate as it is", () => {
  const items: Item[] = [
    {
      type: "message",
      role: "user",
      content: [
        { type: "text", text: "[INST] why is the sky" },
        { type: "text", text: " blue? [/INST]" },
      ],
    },
  ];
  const { path, body } = generateRequest(attemptOf({ items, raw: true, options: { maxOutputTokens: 16 } }));
  expect(path).toBe("/api/generate");
  expect(JSON.parse(body.toString())).toEqual({
    ...always,
    prompt: "[INST] why is the sky blue? [/INST]",
    raw: true,
    options: { num_predict: 16 },
  });
});

test("every option has its place", () => {
  expect(
    optionsOf({
      maxOutputTokens: 100,
      temperature: 0,
      topP: 0.9,
      topK: 40,
      seed: 101,
      stop: ["\n", "END"],
      presencePenalty: 0.5,
      frequencyPenalty: -0.5,
      logprobs: true,
      topLogprobs: 3,
      reasoningEffort: "high",
      format: { type: "json_object" },
    }),
  ).toEqual({
    ...always,
    messages: [],
    options: {
      num_predict: 100,
      temperature: 0,
      top_p: 0.9,
      top_k: 40,
      seed: 101,
      stop: ["\n", "END"],
      presence_penalty: 0.5,
      frequency_penalty: -0.5,
    },
    logprobs: true,
    top_logprobs: 3,
    think: "high",
    format: "json",
  });
});

test("the context is what the operator says", () => {
  const { body } = generateRequest(attemptOf(), 8192);
  expect(JSON.parse(body.toString())).toMatchObject({ options: { num_ctx: 8192 } });
});

test("the answer's form", () => {
  const schema = { type: "object", properties: { age: { type: "integer" } }, required: ["age"] };
  const format = { type: "json_schema", name: "person", strict: true } as const;
  expect(optionsOf({ format: { ...format, schema } })).toMatchObject({ format: schema });
  expect(optionsOf({ format: { ...format, schema: true } })).toMatchObject({ format: {} });
  expect(optionsOf({ format: { type: "text" } })).not.toHaveProperty("format");
  expect(() => optionsOf({ format: { ...format, schema: false } })).toThrow("`false`");
});

test.each([
  ["none", false],
  ["minimal", "low"],
  ["low", "low"],
  ["medium", "medium"],
  ["high", "high"],
  ["xhigh", "high"],
  ["max", "max"],
])("the effort %s is think: %j", (reasoningEffort, think) => {
  expect(optionsOf({ reasoningEffort })).toMatchObject({ think });
});

test("an effort of another upstream is refused, and without one the model decides", () => {
  expect(() => optionsOf({ reasoningEffort: "constructor" })).toThrow("Ollama knows the efforts");
  expect(optionsOf({})).not.toHaveProperty("think");
});

describe("tools", () => {
  const weather = {
    type: "function",
    name: "get_weather",
    description: "Weather in a city",
    parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
    strict: true,
  } as const;
  const tools = [weather, { type: "function", name: "now" }] as const;
  const first = {
    type: "function",
    function: { name: "get_weather", description: "Weather in a city", parameters: weather.parameters },
  };
  const second = {
    type: "function",
    function: { name: "now", parameters: { type: "object", properties: {} } },
  };
  test.each([
    [undefined, [first, second]],
    [{ type: "auto" } as const, [first, second]],
    [{ type: "allowed", mode: "auto", names: ["now"] } as const, [second]],
  ])("with the choice %j", (toolChoice, sent) => {
    expect(optionsOf({ tools, ...(toolChoice !== undefined && { toolChoice }) })).toEqual({
      ...always,
      messages: [],
      tools: sent,
    });
  });
  test("none are not sent", () => {
    expect(optionsOf({ tools, toolChoice: { type: "none" } })).not.toHaveProperty("tools");
  });
  test.each([
    { type: "required" } as const,
    { type: "named", name: "now" } as const,
    { type: "allowed", mode: "required", names: ["now"] } as const,
  ])("the choice %j is refused", (toolChoice) => {
    expect(() => optionsOf({ tools, toolChoice })).toThrow("cannot make a model call a tool");
  });
  test("that take text are refused", () => {
    expect(() => optionsOf({ tools: [{ type: "custom", name: "grep" }] })).toThrow("no free text");
  });
});

test.each([
  { type: "image", url: "https://example.com/a.png" } as const,
  { type: "image", url: "data:text/html;base64,PGI+" } as const,
  { type: "image", url: "data:image/png,abc" } as const,
  { type: "audio", data: "UklGR", format: "wav" } as const,
  { type: "file", data: "JVBERi0=" } as const,
])("content that Ollama does not read is refused: %j", (part) => {
  const message: Item = { type: "message", role: "user", content: [part] };
  expect(() => bodyOf([message])).toThrow(
    expect.objectContaining({ code: "unsupported_by_provider", param: "messages[0].content" }),
  );
});

test("the table has a row for everything", () => {
  expect(Object.keys(parameters).toSorted()).toEqual([...parameterNames].toSorted());
});
