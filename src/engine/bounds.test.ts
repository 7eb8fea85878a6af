import fc from "fast-check";
import { encode } from "gpt-tokenizer";
import { expect, test } from "vitest";
import type { Source, Task } from "../spec/call.ts";
import { choices, inputBound, outputBound } from "./bounds.ts";

const options = {};
const task = (content: string): Task => ({
  kind: "generate",
  items: [{ type: "message", role: "user", content: [{ type: "text", text: content }] }],
  options,
});
const source = (body: Record<string, unknown>, dialect: Source["dialect"] = "chat"): Source => ({
  dialect,
  body,
  bytes: Buffer.from(JSON.stringify(body)),
  includeUsage: false,
});

const anyText = fc.string({ unit: "grapheme", maxLength: 200 });

test("no text has more tokens than its bound, in any script", () => {
  fc.assert(
    fc.property(anyText, (words) => {
      const tokens = encode(words).length;
      expect(inputBound(task(words), undefined)).toBeGreaterThanOrEqual(tokens);
      expect(
        inputBound(task(""), source({ messages: [{ role: "user", content: words }] })),
      ).toBeGreaterThanOrEqual(tokens);
      expect(inputBound({ kind: "embed", inputs: [words] }, undefined)).toBeGreaterThanOrEqual(tokens);
    }),
  );
});

test("a picture at an address counts, though its bytes are not there", () => {
  const url = { type: "image_url", image_url: { url: "https://pictures.example/a.png" } };
  const body = { messages: [{ role: "user", content: [url, url] }] };
  expect(inputBound(task(""), source(body))).toBeGreaterThan(80_000);
  const item: Task = {
    kind: "generate",
    items: [
      { type: "message", role: "user", content: [{ type: "image", url: "https://pictures.example/a.png" }] },
    ],
    options,
  };
  expect(inputBound(item, undefined)).toBeGreaterThan(40_000);
});

test("tools and schemas are part of the input", () => {
  const tools = [{ type: "function" as const, name: "look", description: "x".repeat(1_000) }];
  expect(inputBound({ kind: "generate", items: [], options: { tools } }, undefined)).toBeGreaterThan(1_000);
});

test.each([
  [{ max_tokens: 10 }, 10],
  [{ max_tokens: 10, max_completion_tokens: 7 }, 10],
  [{ max_tokens: 1, max_completion_tokens: 70 }, 70],
  [{ max_tokens: Number.MAX_SAFE_INTEGER, n: 128 }, Number.MAX_SAFE_INTEGER],
  [{ max_tokens: 10, n: 3 }, 30],
  [{ max_tokens: null }, undefined],
  [{}, undefined],
])("the answer to %j is bound to %s tokens", (body, bound) => {
  expect(outputBound(task(""), source(body))).toBe(bound);
});

test("each prompt of a legacy completion has an answer", () => {
  expect(outputBound(task(""), source({ prompt: ["a", "b"], n: 2, max_tokens: 5 }, "completions"))).toBe(20);
  expect(choices(task(""), source({ prompt: [1, 2, 3] }, "completions"))).toBe(1);
  expect(choices(task(""), source({ prompt: "a", best_of: 4 }, "completions"))).toBe(4);
});

test("the legacy dialect knows one name for the bound, and has one of its own", () => {
  expect(outputBound(task(""), source({ prompt: "a", max_completion_tokens: 5 }, "completions"))).toBe(16);
});

test("a part is a picture however its type is spelt, and a packed file may hold more than its bytes", () => {
  const body = JSON.parse('{"messages":[{"content":[{"type":"image\\u005furl"}]}]}') as Record<
    string,
    unknown
  >;
  expect(inputBound(task(""), source(body))).toBeGreaterThan(40_000);
  const file = { type: "file", file: { file_data: "x".repeat(1_000) } };
  expect(inputBound(task(""), source({ messages: [{ content: [file] }] }))).toBeGreaterThan(56_000);
});

test("Anthropic's dialect: one bound, one answer, and media wherever blocks may be", () => {
  const messages = (body: Record<string, unknown>) => source(body, "messages");
  expect(outputBound(task(""), messages({ max_tokens: 7, max_completion_tokens: 70, n: 3 }))).toBe(7);
  expect(choices(task(""), messages({ prompt: ["a", "b"], n: 3 }))).toBe(1);
  const bound = (...content: unknown[]): number => {
    const asked = messages({ max_tokens: 7, messages: [{ role: "user", content }] });
    return inputBound(task(""), asked) - asked.bytes.length;
  };
  const image = { type: "image", source: { type: "url", url: "https://pictures.example/a.png" } };
  expect(bound({ type: "text", text: "hi" }, { type: "tool_use", id: "a", name: "b", input: {} })).toBe(0);
  expect(bound(image)).toBe(40_000);
  expect(bound({ type: "tool_result", tool_use_id: "a", content: [image, image] })).toBe(80_000);
  const pdf = { type: "base64", media_type: "application/pdf", data: "x".repeat(1_000) };
  expect(bound({ type: "document", source: pdf })).toBe(56_000);
  expect(bound({ type: "document", source: { type: "content", content: [image] } })).toBe(80_000);
  expect(bound({ type: "something_new" })).toBe(40_000);
});

test("what is not forwarded is bound by its options", () => {
  expect(
    outputBound({ kind: "generate", items: [], options: { maxOutputTokens: 5, choices: 2 } }, undefined),
  ).toBe(10);
  expect(outputBound({ kind: "embed", inputs: ["a"] }, undefined)).toBe(0);
});
