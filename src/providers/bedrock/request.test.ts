import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import type { ContentPart, Item, Role } from "../../spec/item.ts";
import type { Tool } from "../../spec/tool.ts";
import { converseBody, converseRemarks } from "./request.ts";

const signal = new AbortController().signal;

function textOf(items: readonly Item[], options: GenerateOptions = {}, model = "anthropic.claude-x"): string {
  const task = { kind: "generate", items, options } as const;
  return converseBody({ callId: "req_1", model, task, stream: false, signal }).toString("utf8");
}

function bodyOf(
  items: readonly Item[],
  options: GenerateOptions = {},
  model?: string,
): Record<string, unknown> {
  return JSON.parse(textOf(items, options, model)) as Record<string, unknown>;
}

function says(role: Role, ...content: (string | ContentPart)[]): Item {
  const parts = content.map((part) =>
    typeof part === "string" ? ({ type: "text", text: part } as const) : part,
  );
  return { type: "message", role, content: parts };
}

const hello: readonly Item[] = [says("user", "?")];
const asked = [{ role: "user", content: [{ text: "?" }] }];

const weather: Tool = {
  type: "function",
  name: "get_weather",
  description: "Tells it.",
  parameters: { type: "object" },
};

test("a conversation with tools, thoughts, pictures and marks of the cache", () => {
  const items: Item[] = [
    says("system", { type: "text", text: "Be brief.", cache: { ttl: "1h" } }),
    says("user", "Look:", { type: "image", url: "data:image/png;base64,iVBORw0=" }),
    says("developer", "In German."),
    { type: "reasoning", text: "Hm.", seal: { maker: "bedrock", data: "c2ln" } },
    { type: "reasoning", text: "", seal: { maker: "bedrock", data: "aGlk", hidden: true } },
    { type: "reasoning", text: "Not for Amazon.", seal: { maker: "anthropic", data: "c2ln" } },
    says("assistant", "I ask.", ""),
    {
      type: "function_call",
      callId: "c1",
      name: "get_weather",
      arguments: '{"city":"Oslo","id":12345678901234567890}',
    },
    { type: "function_call", callId: "c2", name: "get_weather", arguments: "" },
    { type: "function_call_output", callId: "c1", output: [{ type: "text", text: "18" }], cache: {} },
    { type: "function_call_output", callId: "c2", output: [{ type: "text", text: "no" }], failed: true },
    says("user", "And now?"),
  ];
  const options: GenerateOptions = {
    maxOutputTokens: 4_000,
    temperature: 0.5,
    topP: 0.9,
    topK: 40,
    stop: ["END"],
    reasoningTokens: 2048,
    reasoningEffort: "minimal",
    serviceTier: "flex",
    tools: [{ ...weather, strict: true, cache: {} }],
    toolChoice: { type: "named", name: "get_weather" },
    format: { type: "json_schema", name: "answer", schema: { type: "object" }, strict: true },
  };
  // The id has more digits than a double, and keeps them.
  expect(textOf(items, options)).toContain('"id":12345678901234567890');
  expect(bodyOf(items, options)).toEqual({
    system: [{ text: "Be brief." }, { cachePoint: { type: "default", ttl: "1h" } }, { text: "In German." }],
    messages: [
      {
        role: "user",
        content: [{ text: "Look:" }, { image: { format: "png", source: { bytes: "iVBORw0=" } } }],
      },
      {
        role: "assistant",
        content: [
          { reasoningContent: { reasoningText: { text: "Hm.", signature: "c2ln" } } },
          { reasoningContent: { redactedContent: "aGlk" } },
          { text: "I ask." },
          {
            toolUse: {
              toolUseId: "c1",
              name: "get_weather",
              input: { city: "Oslo", id: Number("12345678901234567890") },
            },
          },
          { toolUse: { toolUseId: "c2", name: "get_weather", input: {} } },
        ],
      },
      {
        role: "user",
        content: [
          { toolResult: { toolUseId: "c1", content: [{ text: "18" }] } },
          { cachePoint: { type: "default" } },
          { toolResult: { toolUseId: "c2", content: [{ text: "no" }], status: "error" } },
          { text: "And now?" },
        ],
      },
    ],
    inferenceConfig: { maxTokens: 4_000, temperature: 0.5, topP: 0.9, stopSequences: ["END"] },
    toolConfig: {
      tools: [
        {
          toolSpec: {
            name: "get_weather",
            description: "Tells it.",
            inputSchema: { json: { type: "object" } },
            strict: true,
          },
        },
        { cachePoint: { type: "default" } },
      ],
      toolChoice: { tool: { name: "get_weather" } },
    },
    additionalModelRequestFields: { top_k: 40, thinking: { type: "enabled", budget_tokens: 2048 } },
    outputConfig: {
      textFormat: {
        type: "json_schema",
        structure: { jsonSchema: { schema: '{"type":"object"}', name: "answer" } },
      },
      effort: "low",
    },
    serviceTier: { type: "flex" },
  });
});

test("a short question is a short request", () => {
  expect(bodyOf([says("user", "Hello!")])).toEqual({
    messages: [{ role: "user", content: [{ text: "Hello!" }] }],
  });
});

test("the attempt's id goes along, where Amazon's log shows it", () => {
  const task = {
    kind: "generate",
    items: [{ type: "message", role: "user", content: [{ type: "text", text: "?" }] }],
    options: {},
  } as const;
  const body = converseBody({
    callId: "req_1",
    requestId: "req_1-1",
    model: "m",
    task,
    stream: true,
    signal,
  });
  expect(JSON.parse(body.toString("utf8"))).toEqual({
    messages: asked,
    requestMetadata: { "parley-request": "req_1-1" },
  });
});

describe("documents", () => {
  const file = (filename: string | undefined, data: string, citations?: true): ContentPart => ({
    type: "file",
    data,
    ...(filename !== undefined && { filename }),
    ...(citations === true && { citations }),
  });

  test("get names that Amazon takes, each its own", () => {
    const pdf = "data:application/pdf;base64,JVBERi0=";
    const body = bodyOf([
      says(
        "user",
        "Read.",
        file("2026_Q3  report, final (v2).pdf", pdf, true),
        file("報告.pdf", pdf),
        file("report.pdf", pdf),
        file("report.PDF", "JVBERi0="),
        file(undefined, "data:text/plain,caf%C3%A9"),
      ),
    ]);
    const [message] = body["messages"] as { content: { document?: { name: string; format: string } }[] }[];
    const documents = message?.content.flatMap(({ document }) => (document === undefined ? [] : [document]));
    expect(documents?.map(({ name, format }) => `${name}.${format}`)).toEqual([
      "2026-Q3 report- final (v2).pdf",
      "document.pdf",
      "report.pdf",
      "report (2).pdf",
      "document (2).txt",
    ]);
    expect(documents?.[0]).toMatchObject({ citations: { enabled: true }, source: { bytes: "JVBERi0=" } });
    expect(documents?.[4]).toMatchObject({ source: { bytes: Buffer.from("café").toString("base64") } });
  });

  test.each<[string, ContentPart]>([
    ["an address", { type: "image", url: "https://example.com/cat.png" }],
    ["a kind of image that it lacks", { type: "image", url: "data:image/tiff;base64,AAAA" }],
    ["a document of an unknown kind", file("data.bin", "AAAA")],
    ["a file that lies elsewhere", { type: "file", fileId: "file-1" }],
    ["a broken escape", file("a.txt", "data:text/plain,%E9%")],
    ["no data URL at all", { type: "image", url: "data:image/png" }],
  ])("%s is refused", (_what, part) => {
    expect(() => bodyOf([says("user", part)])).toThrow(
      expect.objectContaining({ code: "unsupported_by_provider" }),
    );
  });
});

describe("tools", () => {
  const other: Tool = { type: "function", name: "other" };
  const call: Item = { type: "function_call", callId: "c", name: "get_weather", arguments: "{}" };
  const config = (options: GenerateOptions, items: readonly Item[] = hello) =>
    bodyOf(items, options)["toolConfig"];

  test("that must not be called are not offered", () => {
    const tools = [weather, other];
    expect(config({ tools, toolChoice: { type: "none" } })).toBeUndefined();
    expect(config({ tools, toolChoice: { type: "allowed", mode: "required", names: ["other"] } })).toEqual({
      tools: [{ toolSpec: { name: "other", inputSchema: { json: { type: "object", properties: {} } } } }],
      toolChoice: { any: {} },
    });
  });

  test("are spoken of wherever some were called, as Amazon demands", () => {
    const none = config({ tools: [weather], toolChoice: { type: "none" } }, [call]);
    expect(none).toMatchObject({ tools: [{ toolSpec: { name: "no_tool" } }] });
    expect(config({}, [call])).toEqual(none);
  });

  test.each<[GenerateOptions["toolChoice"], object]>([
    [undefined, { type: "auto" }],
    [{ type: "required" }, { type: "any" }],
    [
      { type: "named", name: "other" },
      { type: "tool", name: "other" },
    ],
  ])("one at a time, in Claude's words alone: %j", (toolChoice, expected) => {
    const body = bodyOf(hello, {
      tools: [other],
      parallelToolCalls: false,
      ...(toolChoice && { toolChoice }),
    });
    expect(body["toolConfig"]).not.toHaveProperty("toolChoice");
    expect(body["additionalModelRequestFields"]).toEqual({
      tool_choice: { ...expected, disable_parallel_tool_use: true },
    });
  });

  test("ids that are too long for Amazon are replaced, call and answer alike", () => {
    const callId = `call_${"x".repeat(100)}/é`;
    const output: Item = { type: "function_call_output", callId, output: [] };
    const body = bodyOf([...hello, { ...call, callId } as Item, output]);
    const [, used, answered] = body["messages"] as { content: Record<string, { toolUseId: string }>[] }[];
    const id = used?.content[0]?.["toolUse"]?.toolUseId;
    expect(id).toMatch(/^call_[0-9a-f]{32}$/);
    expect(answered?.content[0]?.["toolResult"]?.toolUseId).toBe(id);
  });
});

describe("what only some makers have", () => {
  const fields = (model: string, options: GenerateOptions) => {
    const { additionalModelRequestFields, outputConfig } = bodyOf(hello, options, model);
    return { additionalModelRequestFields, outputConfig };
  };

  test.each<[string, GenerateOptions, object]>([
    [
      "us.amazon.nova-2-lite-v1:0",
      { topK: 5 },
      { additionalModelRequestFields: { inferenceConfig: { topK: 5 } } },
    ],
    [
      "us.amazon.nova-2-lite-v1:0",
      { reasoningEffort: "minimal" },
      { additionalModelRequestFields: { reasoningConfig: { type: "enabled", maxReasoningEffort: "low" } } },
    ],
    ["cohere.command-r-v1:0", { topK: 5 }, { additionalModelRequestFields: { k: 5 } }],
    [
      "openai.gpt-oss-20b-1:0",
      { reasoningEffort: "high" },
      { additionalModelRequestFields: { reasoning_effort: "high" } },
    ],
    ["eu.anthropic.claude-x", { reasoningEffort: "max" }, { outputConfig: { effort: "max" } }],
    ["eu.anthropic.claude-x", { reasoningEffort: "none" }, {}],
  ])("%s: %j", (model, options, expected) => {
    expect(bodyOf(hello, options, model)).toEqual({ messages: asked, ...expected });
    expect(fields(model, {})).toEqual({});
  });

  test.each<[GenerateOptions, string]>([
    [{ reasoningTokens: 1024 }, "reasoning_tokens"],
    [{ tools: [weather], parallelToolCalls: false }, "parallel_tool_calls"],
  ])("others refuse %j by its name", (options, param) => {
    expect(() => bodyOf(hello, options, "amazon.nova-pro-v1:0")).toThrow(
      expect.objectContaining({ code: "unsupported_by_provider", param }),
    );
  });
});

describe("what Converse would refuse", () => {
  test("a document has a word beside it", () => {
    const file = { type: "file", data: "data:application/pdf;base64,AAAA" } as const;
    const [message] = bodyOf([says("user", file)])["messages"] as { content: object[] }[];
    expect(message?.content).toMatchObject([{ text: "Read what is attached." }, { document: {} }]);
  });

  test("nothing but white space is refused here, instructions alone are the question", () => {
    expect(() => bodyOf([says("user", " ")])).toThrow(
      expect.objectContaining({ code: "invalid_value" }) as Error,
    );
    const body = bodyOf([says("system", "Joke.")]);
    expect(body).toMatchObject({ messages: [{ role: "user", content: [{ text: "Joke." }] }] });
    expect(body).not.toHaveProperty("system");
  });

  test("a temperature above 1 is refused here, and an empty list of stops is none", () => {
    expect(() => bodyOf(hello, { temperature: 1.5 })).toThrow(
      expect.objectContaining({ code: "unsupported_by_provider", param: "temperature" }) as Error,
    );
    expect(bodyOf(hello, { stop: [] })).not.toHaveProperty("inferenceConfig");
  });
});

test("an assistant may begin, and a tool may fail without a word", () => {
  const items: Item[] = [
    says("assistant", "Hello! How can I help?"),
    says("user", "Look."),
    { type: "function_call", callId: "c1", name: "look", arguments: "{}" },
    { type: "function_call_output", callId: "c1", output: [], failed: true },
  ];
  const { messages } = bodyOf(items) as {
    readonly messages: readonly { readonly content: readonly object[] }[];
  };
  expect(messages[0]).toEqual({
    role: "user",
    content: [{ text: "The assistant begins this conversation." }],
  });
  expect(messages.at(-1)?.content).toEqual([
    {
      toolResult: {
        toolUseId: "c1",
        content: [{ text: "The tool failed and said nothing." }],
        status: "error",
      },
    },
  ]);
  const task = { kind: "generate", items, options: {} } as const;
  expect(converseRemarks(task, "anthropic.claude-x")).toEqual([
    { param: "messages", message: expect.stringContaining("the user begins a conversation") },
  ]);
});

test("a thought has its least bound, and lies within the answer's", () => {
  const thinking = (reasoningTokens: number, maxOutputTokens?: number) =>
    bodyOf(hello, { reasoningTokens, ...(maxOutputTokens !== undefined && { maxOutputTokens }) })[
      "additionalModelRequestFields"
    ];
  expect(thinking(5)).toEqual({ thinking: { type: "enabled", budget_tokens: 1_024 } });
  expect(thinking(0)).toBeUndefined();
  expect(() => thinking(4_000, 4_000)).toThrowError("must be above the 4000 tokens");
  const task = { kind: "generate", items: hello, options: { reasoningTokens: 5 } } as const;
  expect(converseRemarks(task, "anthropic.claude-x")).toMatchObject([{ param: "reasoning_tokens" }]);
});

test("a tool's schema says that it is one of an object", () => {
  const tools: Tool[] = [{ type: "function", name: "f", parameters: { properties: { a: {} } } }];
  expect(bodyOf(hello, { tools })["toolConfig"]).toMatchObject({
    tools: [{ toolSpec: { inputSchema: { json: { type: "object", properties: { a: {} } } } } }],
  });
});
