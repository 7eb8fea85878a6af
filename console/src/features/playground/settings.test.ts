import { expect, test } from "vitest";
import { noSettings, readSettings } from "./settings.ts";

test("what is empty is not asked for", () => {
  expect(readSettings(noSettings)).toEqual({ request: {}, faults: new Map() });
});

test("what is set has the API's names", () => {
  const { request, faults } = readSettings({
    instructions: " Be brief. ",
    temperature: "0.5",
    topP: "1",
    maxTokens: "100",
    effort: "low",
    verbosity: "high",
    toolChoice: "required",
    tools: '[{"type":"function","name":"f"}]',
    schema: '{"type":"object"}',
    others: '{"presence_penalty": 1, "memory": {"policy": "recall"}}',
  });
  expect(faults.size).toBe(0);
  expect(request).toEqual({
    presence_penalty: 1,
    memory: { policy: "recall" },
    instructions: "Be brief.",
    temperature: 0.5,
    top_p: 1,
    max_output_tokens: 100,
    reasoning: { effort: "low" },
    tools: [{ type: "function", name: "f" }],
    tool_choice: "required",
    text: {
      format: { type: "json_schema", name: "answer", strict: true, schema: { type: "object" } },
      verbosity: "high",
    },
  });
});

test.each([
  ["temperature", "2.1"],
  ["temperature", "warm"],
  ["topP", "-1"],
  ["maxTokens", "1.5"],
  ["maxTokens", "3"],
  ["tools", "{}"],
  ["tools", "[5]"],
  ["tools", "["],
  ["schema", "[]"],
  ["schema", "null"],
  ["others", "[]"],
  ["others", '{"model": "x"}'],
] as const)("%s cannot be %s", (name, text) => {
  const { request, faults } = readSettings({ ...noSettings, [name]: text });
  expect([...faults.keys()]).toEqual([name]);
  expect(request).toEqual({});
});

test("what is no JSON is told as the reader of JSON says it, and whose a member is by its name", () => {
  const { faults } = readSettings({ ...noSettings, tools: "[1,", others: '{"stream": true, "top_p": 1}' });
  expect(faults.get("tools")?.json).toMatch(/JSON/);
  expect(faults.get("others")).toEqual({ taken: ["stream"] });
});
