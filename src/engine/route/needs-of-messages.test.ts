import { expect, test } from "vitest";
import type { GenerateTask } from "../../spec/call.ts";
import { needsOf } from "./needs.ts";

/** Whoever asks for the items of a request that is handed on has lost the fast lane, and may meet what fails. */
const task: GenerateTask = {
  kind: "generate",
  get items(): never {
    throw new Error("nobody shall ask");
  },
  get options(): never {
    throw new Error("nobody shall ask");
  },
};
const needs = (body: Readonly<Record<string, unknown>>) =>
  needsOf({ task, source: { dialect: "messages", bytes: Buffer.alloc(0), body, includeUsage: true } });
const content = (...blocks: unknown[]) => ({ max_tokens: 7, messages: [{ role: "user", content: blocks }] });

test("a request of Anthropic's protocol is read as it came", () => {
  const words = "x".repeat(400);
  expect(needs({ max_tokens: 7, system: words, messages: [{ role: "user", content: words }] })).toEqual({
    images: false,
    audio: false,
    files: false,
    tools: false,
    jsonSchema: false,
    reasoning: false,
    inputTokens: 200,
    outputTokens: 7,
  });
});

test.each([
  [
    { type: "image", source: { type: "url", url: "https://a.example/b.png" } },
    { images: true, files: false },
  ],
  [
    { type: "document", source: { type: "base64", data: "QUJD" } },
    { images: false, files: true },
  ],
  [
    { type: "document", source: { type: "text", data: "x".repeat(400) } },
    { files: false, inputTokens: 100 },
  ],
  [
    { type: "tool_result", content: [{ type: "image", source: { type: "file", file_id: "f" } }] },
    { images: true },
  ],
  [
    { type: "tool_use", name: "look", input: { at: "x".repeat(391) } },
    { inputTokens: 100, tools: false },
  ],
  [
    { type: "thinking", thinking: "x".repeat(40) },
    { inputTokens: 10, reasoning: false },
  ],
])("what is in its blocks: %j", (block, expected) => {
  expect(needs(content(block))).toMatchObject(expected);
});

test.each([
  [{ tools: [{ type: "web_search_20250305", name: "web_search" }] }, { tools: true }],
  [{ tools: [] }, { tools: false }],
  [{ output_config: { format: { type: "json_schema", schema: {} } } }, { jsonSchema: true }],
  [{ output_format: { type: "json_schema", schema: {} } }, { jsonSchema: true }],
  [{ thinking: { type: "adaptive" } }, { reasoning: true }],
  [{ thinking: { type: "disabled" } }, { reasoning: false }],
  [{ output_config: { effort: "low" } }, { reasoning: true }],
])("what it wishes: %j", (more, expected) => {
  expect(needs({ ...content({ type: "text", text: "hi" }), ...more })).toMatchObject(expected);
});
