import { describe, expect, test } from "vitest";
import type { GenerateOptions } from "../../spec/call.ts";
import { readCount, readMessages } from "./read-request.ts";

const hi = [{ role: "user", content: "hi" }];
const least = { model: "m", max_tokens: 5, messages: hi };

const optionsOf = (more: object): GenerateOptions => readMessages({ ...least, ...more }).task.options;

describe("the options", () => {
  test("none but the bound", () => {
    expect(optionsOf({})).toEqual({ maxOutputTokens: 5 });
    const nothing = {
      system: null,
      tools: null,
      tool_choice: null,
      thinking: null,
      metadata: null,
      top_k: 0,
    };
    expect(optionsOf({ ...nothing, stop_sequences: [], temperature: null })).toEqual({ maxOutputTokens: 5 });
    expect(readCount({ model: "m", messages: hi }).task.options).toEqual({});
  });

  test("how tokens are drawn, where the answer ends, and for whom it is", () => {
    expect(
      optionsOf({
        temperature: 0.5,
        top_p: 0.9,
        top_k: 7,
        stop_sequences: ["a", "b"],
        metadata: { user_id: "somebody" },
        service_tier: "standard_only",
      }),
    ).toEqual({
      maxOutputTokens: 5,
      temperature: 0.5,
      topP: 0.9,
      topK: 7,
      stop: ["a", "b"],
      endUser: "somebody",
      serviceTier: "default",
    });
    expect(optionsOf({ service_tier: "auto" }).serviceTier).toBe("auto");
  });

  test("tools, and their choice", () => {
    const input_schema = { type: "object", properties: {} };
    const tools = [
      { name: "a", input_schema },
      {
        type: "custom",
        name: "b",
        description: "B",
        input_schema,
        strict: true,
        cache_control: { type: "ephemeral" },
      },
    ];
    expect(optionsOf({ tools }).tools).toEqual([
      { type: "function", name: "a", parameters: input_schema },
      { type: "function", name: "b", description: "B", parameters: input_schema, strict: true, cache: {} },
    ]);
    const choice = (tool_choice: object) => {
      const { toolChoice, parallelToolCalls } = optionsOf({ tools, tool_choice });
      return [toolChoice, parallelToolCalls];
    };
    expect(choice({ type: "auto" })).toEqual([{ type: "auto" }, undefined]);
    expect(choice({ type: "any", disable_parallel_tool_use: true })).toEqual([{ type: "required" }, false]);
    expect(choice({ type: "tool", name: "a", disable_parallel_tool_use: false })).toEqual([
      { type: "named", name: "a" },
      true,
    ]);
    expect(choice({ type: "none" })).toEqual([{ type: "none" }, undefined]);
  });

  test.each([
    [{ thinking: { type: "enabled", budget_tokens: 2048 } }, { reasoningTokens: 2048 }],
    [{ thinking: { type: "adaptive" } }, { reasoningEffort: "high" }],
    [
      { thinking: { type: "adaptive", display: "summarized" }, output_config: { effort: "low" } },
      { reasoningEffort: "low" },
    ],
    [{ thinking: { type: "disabled" } }, { reasoningEffort: "none" }],
    [{ output_config: { effort: "max" } }, { reasoningEffort: "max" }],
    [
      { thinking: { type: "disabled" }, output_config: { effort: "low" } },
      { reasoningEffort: "none", others: { "output_config.effort": "low" } },
    ],
    [{ thinking: { type: "between_tools" } }, { others: { "thinking.type": "between_tools" } }],
  ])("thinking: %j", (asked, expected) => {
    expect(optionsOf(asked)).toEqual({ maxOutputTokens: 5, ...expected });
  });

  test("a format, at its place and at the older one", () => {
    const format = { type: "json_schema", schema: { type: "object" } };
    const expected = { type: "json_schema", name: "answer", schema: { type: "object" }, strict: true };
    expect(optionsOf({ output_config: { format } }).format).toEqual(expected);
    expect(optionsOf({ output_format: format }).format).toEqual(expected);
  });

  test("nothing is dropped without a word", () => {
    const tool = { name: "a", input_schema: {}, defer_loading: true, input_examples: [{}] };
    const result = {
      type: "search_result",
      source: "s",
      title: "t",
      content: [],
      citations: { enabled: true },
    };
    expect(
      optionsOf({
        container: "c1",
        mcp_servers: [],
        inference_geo: null,
        metadata: { user_id: "u", team: "t" },
        output_config: { task_budget: 5 },
        thinking: { type: "adaptive", display: "omitted" },
        tools: [tool],
        messages: [{ role: "user", content: [result] }],
      }).others,
    ).toEqual({
      container: "c1",
      mcp_servers: [],
      "metadata.team": "t",
      "output_config.task_budget": 5,
      "thinking.display": "omitted",
      "tools[0].defer_loading": true,
      "tools[0].input_examples": [{}],
      "messages[0].content[0].citations": { enabled: true },
    });
  });
});
