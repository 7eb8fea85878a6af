import { expect, test } from "vitest";
import { anthropicDialect } from "./dialect.ts";

const read = (messages: readonly object[], rest: object = {}) =>
  anthropicDialect.read({
    method: "POST",
    path: "/v1/messages",
    query: {},
    headers: {},
    body: { model: "m", max_tokens: 2_000, messages, ...rest },
  });
const hello = { role: "user", content: "Hi" };
const call = { role: "assistant", content: [{ type: "tool_use", id: "a", name: "f", input: {} }] };
const result = { type: "tool_result", tool_use_id: "a" };
const text = { type: "text", text: "so" };

test("a conversation in order is read", () => {
  expect(read([hello, call, { role: "user", content: [result, text] }])).toMatchObject({ kind: "answer" });
});

test.each<[string, readonly object[], object, string]>([
  ["a call without its result", [hello, call, hello], {}, "without `tool_result` blocks"],
  [
    "words before the result",
    [hello, call, { role: "user", content: [text, result] }],
    {},
    "immediately after",
  ],
  ["a result without its call", [{ role: "user", content: [result] }], {}, "unexpected `tool_use_id`"],
  ["a blank text", [{ role: "user", content: [{ type: "text", text: " " }] }], {}, "non-whitespace"],
  ["a budget above", [hello], { thinking: { type: "enabled", budget_tokens: 2_000 } }, "must be greater"],
])("%s is refused in Anthropic's words", (_, messages, rest, words) => {
  expect(() => read(messages, rest)).toThrowError(words);
});
