import { expect, test } from "vitest";

import type { Item } from "../spec/item.ts";
import { estimateTokens } from "./context.ts";

test("a message costs its text and a frame, a picture a thousand, a call its name and its arguments", () => {
  const message = (text: string): Item => ({
    type: "message",
    role: "user",
    content: [{ type: "text", text }],
  });
  expect(estimateTokens(message(""))).toBe(4);
  expect(estimateTokens(message("one two three"))).toBe(7);
  const picture: Item = { type: "message", role: "user", content: [{ type: "image", url: "data:," }] };
  expect(estimateTokens(picture)).toBe(1_004);
  const call = { callId: "c", name: "look", arguments: '{"a":1}' } as const;
  expect(estimateTokens({ type: "function_call", ...call })).toBeGreaterThan(8);
  expect(estimateTokens({ type: "function_call_output", callId: "c", output: [] })).toBe(4);
  expect(estimateTokens({ type: "reasoning", text: "so" })).toBe(5);
});
