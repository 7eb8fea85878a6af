import { expect, test } from "vitest";
import type { ContentPart, Item } from "../../spec/item.ts";
import { messagesOf } from "./messages.ts";

const say = (text: string): readonly ContentPart[] => [{ type: "text", text }];
const user = (...content: ContentPart[]): Item => ({ type: "message", role: "user", content });
const assistant = (text: string): Item => ({ type: "message", role: "assistant", content: say(text) });
const call = (callId: string): Item => ({ type: "function_call", callId, name: "f", arguments: "{}" });
const output = (callId: string, ...parts: ContentPart[]): Item => ({
  type: "function_call_output",
  callId,
  output: parts,
});
const wireCall = (id: string) => ({ id, type: "function", function: { name: "f", arguments: "{}" } });
const image: ContentPart = { type: "image", url: "data:image/png;base64,AAAA" };

test("calls, words and calls again are one message, so that all outputs follow it", () => {
  const items = [call("1"), assistant("and"), assistant("then"), call("2"), output("1"), output("2")];
  expect(messagesOf(items, true)).toEqual([
    {
      role: "assistant",
      content: [
        { type: "text", text: "and" },
        { type: "text", text: "then" },
      ],
      tool_calls: [wireCall("1"), wireCall("2")],
    },
    { role: "tool", tool_call_id: "1", content: "" },
    { role: "tool", tool_call_id: "2", content: "" },
  ]);
});

test("two messages of the assistant without calls stay two", () => {
  expect(messagesOf([assistant("a"), assistant("b"), call("1")], true)).toEqual([
    { role: "assistant", content: "a" },
    { role: "assistant", content: "b", tool_calls: [wireCall("1")] },
  ]);
});

test("what a tool shows stands in a message of the user behind all outputs", () => {
  const items = [call("1"), call("2"), output("1", ...say("seen"), image), output("2"), user(...say("so"))];
  expect(messagesOf(items, true).slice(1)).toEqual([
    { role: "tool", tool_call_id: "1", content: "seen" },
    { role: "tool", tool_call_id: "2", content: "" },
    {
      role: "user",
      content: [
        { type: "text", text: "Shown by the tool call 1:" },
        { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
      ],
    },
    { role: "user", content: "so" },
  ]);
});

test("also at the end of the conversation", () => {
  expect(messagesOf([call("1"), output("1", image)], true).at(-1)).toMatchObject({ role: "user" });
});

test("that a tool failed is told in words", () => {
  const failed = (...parts: ContentPart[]): Item => ({ ...output("1", ...parts), failed: true }) as Item;
  const contentOf = (item: Item) => messagesOf([call("1"), item], true)[1]?.["content"];
  expect(contentOf(failed(...say("no such city")))).toBe("Error: no such city");
  expect(contentOf(failed())).toBe("Error:");
  expect(contentOf(failed(image))).toBe("Error:");
});

test("files go by content, which gets a name, or by id; an address is refused", () => {
  const file = (part: Omit<Extract<ContentPart, { type: "file" }>, "type">) =>
    messagesOf([user({ type: "file", ...part })], true)[0]?.["content"];
  expect(file({ data: "data:application/pdf;base64,AA" })).toEqual([
    { type: "file", file: { file_data: "data:application/pdf;base64,AA", filename: "document.pdf" } },
  ]);
  expect(file({ data: "data:text/plain;base64,AA" })).toMatchObject([{ file: { filename: "document.txt" } }]);
  expect(file({ fileId: "file-1" })).toEqual([{ type: "file", file: { file_id: "file-1" } }]);
  expect(() => file({ url: "https://a.example/a.pdf" })).toThrowError(
    expect.objectContaining({ code: "unsupported_by_provider" }) as Error,
  );
});

test("nothing said is an empty text", () => {
  expect(messagesOf([user()], true)).toEqual([{ role: "user", content: "" }]);
});
