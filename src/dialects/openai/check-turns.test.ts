import { expect, test } from "vitest";
import { openAiDialect } from "./dialect.ts";

const read = (messages: readonly object[], rest: object = {}) =>
  openAiDialect.read({
    method: "POST",
    path: "/v1/chat/completions",
    query: {},
    headers: {},
    body: { model: "m", messages, ...rest },
  });
const hello = { role: "user", content: "Hi" };
const call = {
  role: "assistant",
  content: null,
  tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
};
const image = { type: "image_url", image_url: { url: "data:," } };

test("a conversation in order is read", () => {
  const messages = [hello, call, { role: "tool", tool_call_id: "a", content: "ok" }, hello];
  expect(read(messages)).toMatchObject({ kind: "answer" });
});

test.each<[string, readonly object[], object, string]>([
  ["a call without its output", [hello, call, hello], {}, "did not have response messages: a"],
  ["a call at the end", [hello, call], {}, "did not have response messages: a"],
  ["calls of two messages", [hello, call, call], {}, "must be followed by tool messages"],
  [
    "an output without its call",
    [{ role: "tool", tool_call_id: "a", content: "" }],
    {},
    "preceeding message",
  ],
  ["a picture of a tool", [call, { role: "tool", tool_call_id: "a", content: [image] }], {}, "text alone"],
  ["a role that nobody has", [{ role: "king", content: "Hi" }], {}, "Invalid value: 'king'."],
  ["a file that is none", [{ role: "user", content: [{ type: "file", file: {} }] }], {}, "file.file_id"],
  [
    "an unknown member of a function",
    [hello],
    { tools: [{ type: "function", function: { name: "f", cache: {} } }] },
    "Unknown parameter: 'tools[0].function.cache'.",
  ],
])("%s is refused in OpenAI's words", (_, messages, rest, words) => {
  expect(() => read(messages, rest)).toThrowError(words);
});
