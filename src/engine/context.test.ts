import { expect, test } from "vitest";

import type { ContentPart, Item } from "../spec/item.ts";
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

test("sounds and files count by what is sent along, and a picture as a picture", () => {
  const of = (part: ContentPart) => estimateTokens({ type: "message", role: "user", content: [part] });
  const large = "A".repeat(400_000);
  expect(of({ type: "file", data: `data:text/plain;base64,${large}` })).toBeGreaterThan(70_000);
  expect(of({ type: "file", data: `data:application/pdf;base64,${large}` })).toBeGreaterThan(4_000);
  expect(of({ type: "audio", data: large.repeat(10), format: "mp3" })).toBeGreaterThan(1_500);
  const small = of({ type: "file", fileId: "file-1" });
  expect(of({ type: "image", url: `data:image/png;base64,${large}` })).toBe(small);
  expect(of({ type: "audio", data: "AA==", format: "wav" })).toBe(small);
});
