import { describe, expect, test } from "vitest";
import type { ContentPart, Item, Role } from "../../spec/item.ts";
import { MessagesTranslator } from "./events.ts";
import { messagesBody } from "./request.ts";

const says = (role: Role, ...content: ContentPart[]): Item => ({ type: "message", role, content });
const text = (words: string): ContentPart => ({ type: "text", text: words });
const call: Item = { type: "function_call", callId: "a", name: "f", arguments: "{}" };
const output: Item = { type: "function_call_output", callId: "a", output: [] };

function bodyOf(...items: Item[]): Readonly<Record<string, unknown>> {
  const { signal } = new AbortController();
  const task = { kind: "generate", items, options: {} } as const;
  const bytes = messagesBody({ callId: "req_1", model: "claude-opus-4-8", task, stream: true, signal });
  return JSON.parse(bytes.toString()) as Readonly<Record<string, unknown>>;
}

describe("what Anthropic would refuse", () => {
  test("instructions alone are the question", () => {
    const body = bodyOf(says("system", text("Tell a joke.")));
    expect(body).not.toHaveProperty("system");
    expect(body["messages"]).toEqual([{ role: "user", content: [text("Tell a joke.")] }]);
  });

  test.each(["", " \n"])("nothing said (%j) is refused here", (words) => {
    expect(() => bodyOf(says("user", text(words)))).toThrowError(
      expect.objectContaining({ code: "invalid_value", param: "messages" }) as Error,
    );
  });

  test("results of tools stand before what the user says", () => {
    const { messages } = bodyOf(says("user", text("Hi")), call, says("user", text("so")), output);
    expect(messages).toMatchObject([
      { role: "user" },
      { role: "assistant" },
      { role: "user", content: [{ type: "tool_result" }, { type: "text" }] },
    ]);
  });

  test("calls without tools have one that does nothing, and is not called", () => {
    expect(bodyOf(says("user", text("Hi")), call, output)).toMatchObject({
      tools: [{ name: "no_tool" }],
      tool_choice: { type: "none" },
    });
  });

  test("a JPEG has its proper name, and a drawing is refused", () => {
    const image = (type: string) => says("user", { type: "image", url: `data:${type};base64,AAAA` });
    expect(bodyOf(image("image/jpg"))["messages"]).toMatchObject([
      { content: [{ source: { media_type: "image/jpeg" } }] },
    ]);
    expect(() => bodyOf(image("image/svg+xml"))).toThrowError(
      expect.objectContaining({ code: "unsupported_by_provider" }) as Error,
    );
  });
});

test("an answer with calls ends for their sake, also where its turn ends as usual", () => {
  const lines = [
    { type: "message_start", message: { model: "m" } },
    {
      type: "content_block_start",
      index: 0,
      content_block: { type: "tool_use", id: "a", name: "f", input: {} },
    },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" } },
    { type: "message_stop" },
  ];
  const out: Parameters<MessagesTranslator["push"]>[1] = [];
  const reader = new MessagesTranslator({ now: () => 0 });
  reader.push(Buffer.from(lines.map((line) => `data: ${JSON.stringify(line)}\n\n`).join("")), out);
  reader.finish(out);
  expect(out).toContainEqual({
    type: "choice-finish",
    choice: 0,
    finish: { unified: "tool-calls", raw: "end_turn" },
  });
});
