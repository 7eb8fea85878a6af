import { expect, test } from "vitest";
import type { GenerateOptions } from "../spec/call.ts";
import { tableWith } from "./parameter-table.fixture.ts";
import { warningsFor } from "./parameters.ts";

const provider = { parameters: tableWith({}), takes: [] };
const look = { type: "function", name: "look" } as const;

const judged = (options: GenerateOptions, body?: Readonly<Record<string, unknown>>) =>
  warningsFor(
    {
      task: { kind: "generate", items: [], options },
      ...(body !== undefined && {
        source: { dialect: "chat" as const, body, bytes: Buffer.alloc(0), includeUsage: false },
      }),
    },
    provider,
    "m",
  );

const allowed = (mode: "auto" | "required", name: string) =>
  ({ type: "allowed", mode, names: [name] }) as const;

test.each<[string, GenerateOptions]>([
  ["any call without tools", { toolChoice: { type: "required" } }],
  ["any call of an empty list", { toolChoice: { type: "required" }, tools: [] }],
  ["a tool without tools", { toolChoice: { type: "named", name: "look" } }],
  ["a tool that is not there", { toolChoice: { type: "named", name: "hear" }, tools: [look] }],
  ["one of tools that are not there", { toolChoice: allowed("required", "hear"), tools: [look] }],
])("who demands %s is told so, and no model answers as if it had not been said", (_what, options) => {
  expect(() => judged(options)).toThrow(
    expect.objectContaining({ code: "invalid_value", param: "tool_choice" }),
  );
});

test("the caller is told the older name where that is what was written", () => {
  const older = { function_call: { name: "hear" }, functions: [] };
  expect(() => judged({ toolChoice: { type: "named", name: "hear" } }, older)).toThrow(
    expect.objectContaining({ param: "function_call" }),
  );
});

test.each<[string, GenerateOptions]>([
  ["no choice", {}],
  ["no call, without tools", { toolChoice: { type: "none" } }],
  ["the model's own choice, without tools", { toolChoice: { type: "auto" } }],
  ["any call", { toolChoice: { type: "required" }, tools: [look] }],
  ["a tool", { toolChoice: { type: "named", name: "look" }, tools: [look] }],
  ["at most tools that are not there", { toolChoice: allowed("auto", "hear"), tools: [look] }],
  ["one of some tools", { toolChoice: allowed("required", "look"), tools: [look] }],
])("%s can be obeyed", (_what, options) => {
  expect(judged(options)).toBeUndefined();
});
