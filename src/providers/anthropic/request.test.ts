import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import type { Item } from "../../spec/item.ts";
import { conversationOf } from "./conversation.ts";
import { habitsOf } from "./model-habits.ts";
import { bodyOf, hello, membersOf, messagesOf, refusalOf, said, text } from "./request.fixture.ts";
import { lostThought } from "./thinking.ts";

describe("byte for byte", () => {
  test("the least request", () => {
    expect(bodyOf([hello])).toBe(
      `{"model":"claude-opus-4-8","max_tokens":32000,"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],"stream":true}`,
    );
  });

  test("a request with everything", () => {
    const options: GenerateOptions = {
      maxOutputTokens: 1024,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      stop: ["END"],
      tools: [
        {
          type: "function",
          name: "get_weather",
          description: "Weather of a place",
          parameters: { type: "object", properties: { place: { type: "string" } } },
          strict: true,
          cache: { ttl: "1h" },
        },
      ],
      toolChoice: { type: "required" },
      parallelToolCalls: false,
      format: { type: "json_schema", name: "answer", schema: { type: "object" }, strict: true },
      endUser: "u-1",
      serviceTier: "default",
    };
    expect(bodyOf([said("system", text("Be brief.")), hello], options)).toBe(
      [
        `{"model":"claude-opus-4-8","max_tokens":1024,"system":[{"type":"text","text":"Be brief."}],`,
        `"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],`,
        `"tools":[{"name":"get_weather","description":"Weather of a place","input_schema":{"type":"object",`,
        `"properties":{"place":{"type":"string"}}},"strict":true,"cache_control":{"type":"ephemeral","ttl":"1h"}}],`,
        `"tool_choice":{"type":"any","disable_parallel_tool_use":true},`,
        `"temperature":0.5,"top_p":0.9,"top_k":40,"stop_sequences":["END"],`,
        `"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},`,
        `"metadata":{"user_id":"u-1"},"service_tier":"standard_only","stream":true}`,
      ].join(""),
    );
  });
});

describe("tools", () => {
  const tools = [
    { type: "function", name: "a" },
    { type: "function", name: "b", parameters: { properties: {} }, strict: false },
  ] as const;
  const schemas = [
    { name: "a", input_schema: { type: "object" } },
    { name: "b", input_schema: { properties: {}, type: "object" } },
  ];

  test.each<[GenerateOptions, object]>([
    [{ tools }, { tools: schemas }],
    [
      { tools, toolChoice: { type: "auto" } },
      { tools: schemas, tool_choice: { type: "auto" } },
    ],
    [
      { tools, toolChoice: { type: "none" } },
      { tools: schemas, tool_choice: { type: "none" } },
    ],
    [
      { tools, toolChoice: { type: "required" } },
      { tools: schemas, tool_choice: { type: "any" } },
    ],
    [
      { tools, toolChoice: { type: "named", name: "b" }, parallelToolCalls: false },
      { tools: schemas, tool_choice: { type: "tool", name: "b", disable_parallel_tool_use: true } },
    ],
    [
      { tools, parallelToolCalls: false },
      { tools: schemas, tool_choice: { type: "auto", disable_parallel_tool_use: true } },
    ],
    [
      { tools, parallelToolCalls: false, toolChoice: { type: "none" } },
      { tools: schemas, tool_choice: { type: "none" } },
    ],
    [{ tools, parallelToolCalls: true }, { tools: schemas }],
    [
      { tools, toolChoice: { type: "allowed", mode: "required", names: ["b"] } },
      { tools: [schemas[1]], tool_choice: { type: "any" } },
    ],
    [
      { tools, toolChoice: { type: "allowed", mode: "auto", names: ["a"] } },
      { tools: [schemas[0]], tool_choice: { type: "auto" } },
    ],
    [{ tools: [], toolChoice: { type: "none" }, parallelToolCalls: false }, {}],
    [{ toolChoice: { type: "auto" } }, {}],
    [
      { tools: [{ type: "custom", name: "sql", description: "SQL" }] },
      {
        tools: [
          {
            name: "sql",
            description: "SQL",
            input_schema: {
              type: "object",
              properties: { input: { type: "string" } },
              required: ["input"],
              additionalProperties: false,
            },
          },
        ],
      },
    ],
  ])("%j", (options, members) => {
    expect(membersOf(options)).toEqual({ max_tokens: 32_000, ...members });
  });

  test("a call of a custom tool goes back as it came", () => {
    const item: Item = {
      type: "function_call",
      callId: "c",
      name: "sql",
      arguments: "select 1",
      kind: "custom",
    };
    expect(messagesOf(item)).toMatchObject([{ content: [{ input: { input: "select 1" } }] }]);
  });
});

describe("thinking", () => {
  const adaptive = { type: "adaptive", display: "summarized" };
  const older = "claude-opus-4-5-20251101";
  test.each<[GenerateOptions, string, object]>([
    [
      { reasoningEffort: "high" },
      "claude-opus-4-8",
      { thinking: adaptive, output_config: { effort: "high" } },
    ],
    [
      { reasoningEffort: "minimal" },
      "claude-sonnet-5",
      { thinking: adaptive, output_config: { effort: "low" } },
    ],
    [
      { reasoningEffort: "max" },
      "claude-mythos-preview",
      { thinking: adaptive, output_config: { effort: "max" } },
    ],
    [{ reasoningEffort: "low" }, "some-alias", { thinking: adaptive, output_config: { effort: "low" } }],
    [{ reasoningEffort: "none" }, "claude-opus-5-5", { thinking: { type: "disabled" } }],
    [{ reasoningTokens: 0 }, "claude-opus-4-8", { thinking: { type: "disabled" } }],
    [{ reasoningEffort: "medium" }, older, { thinking: { type: "enabled", budget_tokens: 8_192 } }],
    [
      { reasoningEffort: "low" },
      "claude-sonnet-4-20250514",
      { thinking: { type: "enabled", budget_tokens: 2_048 } },
    ],
    [
      { reasoningEffort: "high" },
      "claude-3-7-sonnet-20250219",
      { thinking: { type: "enabled", budget_tokens: 16_384 } },
    ],
    [{ reasoningTokens: 2_000 }, older, { thinking: { type: "enabled", budget_tokens: 2_000 } }],
    [
      { reasoningTokens: 2_000, reasoningEffort: "low" },
      older,
      { thinking: { type: "enabled", budget_tokens: 2_000 }, output_config: { effort: "low" } },
    ],
  ])("%j of %s", (options, model, members) => {
    expect(membersOf(options, model)).toEqual({ max_tokens: 32_000, ...members });
  });

  test.each<[GenerateOptions, number, number]>([
    [{ reasoningTokens: 30_000 }, 38_192, 30_000],
    [{ reasoningEffort: "high", maxOutputTokens: 4_000 }, 4_000, 2_000],
    [{ reasoningEffort: "max", maxOutputTokens: 32_000 }, 32_000, 23_808],
    [{ reasoningEffort: "max", maxOutputTokens: 64_000 }, 64_000, 32_000],
    [{ reasoningEffort: "high", maxOutputTokens: 1_025 }, 1_025, 1_024],
  ])("the bound of the answer is above the budget: %j", (options, bound, budget) => {
    expect(membersOf(options, older)).toEqual({
      max_tokens: bound,
      thinking: { type: "enabled", budget_tokens: budget },
    });
  });

  test.each([
    ["claude-3-haiku-20240307", 4_096],
    ["claude-3-5-sonnet-20241022", 8_192],
    ["claude-3-7-sonnet-20250219", 32_000],
    ["claude-opus-4-1", 32_000],
    ["claude-2.1", 4_096],
  ])("%s gets a bound that it takes", (model, bound) => {
    expect(membersOf({}, model)).toEqual({ max_tokens: bound });
  });

  const work: readonly Item[] = [
    hello,
    { type: "function_call", callId: "c", name: "f", arguments: "{}" },
    { type: "function_call_output", callId: "c", output: [] },
  ];
  const proven: Item = { type: "reasoning", text: "t", seal: { maker: "anthropic", data: "s" } };

  test("amid work whose thought was lost, a model with a budget goes on without thinking", () => {
    expect(membersOf({ reasoningEffort: "low" }, older, work)).not.toHaveProperty("thinking");
    const [first, ...rest] = work;
    const whole = first === undefined ? [] : [first, proven, ...rest];
    expect(membersOf({ reasoningEffort: "low" }, older, whole)).toHaveProperty(
      "thinking.budget_tokens",
      2_048,
    );
    expect(membersOf({ reasoningEffort: "low" }, undefined, work)).toHaveProperty("thinking", adaptive);
  });

  test.each<[GenerateOptions, string, string | undefined]>([
    [{ reasoningEffort: "low" }, older, "reasoning_effort"],
    [{ reasoningTokens: 2_000 }, older, "reasoning_tokens"],
    [{ reasoningEffort: "high", reasoningTokens: 2_000 }, "claude-opus-4-6", "reasoning_tokens"],
    [{ reasoningEffort: "none" }, older, undefined],
    [{ reasoningTokens: 0 }, older, undefined],
    [{}, older, undefined],
    [{ reasoningEffort: "low" }, "claude-opus-4-8", undefined],
    [{ reasoningTokens: 2_000 }, "claude-opus-4-8", undefined],
  ])("that %j of %s is not obeyed then is told as %s", (options, model, param) => {
    const told = lostThought(options, habitsOf(model), () => conversationOf(work).messages);
    expect(told.map((warning) => warning.param)).toEqual(param === undefined ? [] : [param]);
    const [first, ...rest] = work;
    const whole = first === undefined ? [] : [first, proven, ...rest];
    expect(lostThought(options, habitsOf(model), () => conversationOf(whole).messages)).toEqual([]);
  });
});

describe("what the API cannot do is refused with the bound in words", () => {
  const older = "claude-opus-4-5";
  test.each<[string, GenerateOptions, string, RegExp]>([
    ["claude-opus-4-8", { temperature: 1.01 }, "temperature", /from 0 to 1/],
    ["claude-opus-4-8", { temperature: 0.2, reasoningEffort: "low" }, "temperature", /thinks/],
    ["claude-opus-4-8", { topP: 0.9, reasoningEffort: "low" }, "top_p", /0\.95/],
    ["claude-opus-4-8", { topK: 5, reasoningTokens: 2_000 }, "top_k", /thinks/],
    [older, { reasoningEffort: "low", maxOutputTokens: 1_024 }, "max_completion_tokens", /1024/],
    [older, { reasoningTokens: 5_000, maxOutputTokens: 5_000 }, "max_completion_tokens", /5000/],
    [older, { reasoningEffort: "extreme" }, "reasoning_effort", /minimal, low/],
    ["claude-opus-4-8", { serviceTier: "flex" }, "service_tier", /standard_only/],
    ["claude-opus-4-8", { stop: ["END", "\n"] }, "stop", /white space/],
  ])("%s %j", (model, options, param, message) => {
    const refusal = refusalOf(() => bodyOf([hello], options, model));
    expect(refusal).toMatchObject({ code: "unsupported_by_provider", param });
    expect(refusal.message).toMatch(message);
  });
});

test.each<[GenerateOptions, object]>([
  [{ temperature: 0.7, topP: 1 }, { temperature: 0.7 }],
  [{ temperature: 1, topP: 0.9 }, { top_p: 0.9 }],
  [{ temperature: 1, topP: 1 }, { temperature: 1 }],
  [{ topP: 1 }, { top_p: 1 }],
  [
    { temperature: 0.7, topP: 0.9 },
    { temperature: 0.7, top_p: 0.9 },
  ],
])("of temperature and top_p, a 1 beside the other is left out: %j", (options, members) => {
  expect(membersOf(options)).toEqual({ max_tokens: 32_000, ...members });
});

test("a JSON object is asked for in words, behind what the system says", () => {
  const items = [said("system", text("Be brief.")), hello];
  const { system } = JSON.parse(bodyOf(items, { format: { type: "json_object" } })) as {
    system: { text: string }[];
  };
  expect(system.map((block) => block.text)).toEqual([
    "Be brief.",
    expect.stringContaining("one valid JSON object"),
  ]);
});

test("a schema's description is said in the schema, unless it has one", () => {
  const format = { type: "json_schema", name: "n", description: "D", strict: true } as const;
  const schema = (schema: object) => membersOf({ format: { ...format, schema: { ...schema } } });
  expect(schema({ type: "object" })).toHaveProperty("output_config.format.schema", {
    description: "D",
    type: "object",
  });
  expect(schema({ description: "S" })).toHaveProperty("output_config.format.schema", { description: "S" });
});

test.each([
  ["auto", "auto"],
  ["priority", "auto"],
  ["default", "standard_only"],
  ["standard_only", "standard_only"],
])("service tier %s is %s", (asked, tier) => {
  expect(membersOf({ serviceTier: asked })).toHaveProperty("service_tier", tier);
});
