import { expect, test } from "vitest";
import { noSettings, readSettings } from "./settings.ts";

test("what is empty is not asked for", () => {
  expect(readSettings(noSettings)).toEqual({ request: {}, faults: new Set() });
});

test("what is set has the API's names", () => {
  const { request, faults } = readSettings({
    instructions: " Be brief. ",
    temperature: "0.5",
    topP: "1",
    maxTokens: "100",
    effort: "low",
    tools: '[{"type":"function","name":"f"}]',
    schema: '{"type":"object"}',
  });
  expect(faults.size).toBe(0);
  expect(request).toEqual({
    instructions: "Be brief.",
    temperature: 0.5,
    top_p: 1,
    max_output_tokens: 100,
    reasoning: { effort: "low" },
    tools: [{ type: "function", name: "f" }],
    text: { format: { type: "json_schema", name: "answer", strict: true, schema: { type: "object" } } },
  });
});

test.each([
  ["temperature", "2.1"],
  ["temperature", "warm"],
  ["topP", "-1"],
  ["maxTokens", "1.5"],
  ["maxTokens", "3"],
  ["tools", "{}"],
  ["tools", "["],
  ["schema", "[]"],
  ["schema", "null"],
] as const)("%s cannot be %s", (name, text) => {
  const { request, faults } = readSettings({ ...noSettings, [name]: text });
  expect([...faults]).toEqual([name]);
  expect(request).toEqual({});
});
