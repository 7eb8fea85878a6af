import { describe, expect, test } from "vitest";
import type { StreamEvent } from "../../spec/event.ts";
import { forwardAnswer, translateEmbeddings } from "./document.ts";

const heading = { now: () => 0 };

function feed(decoder: ReturnType<typeof forwardAnswer>, body: unknown): readonly StreamEvent[] {
  const out: StreamEvent[] = [];
  decoder.push(Buffer.from(JSON.stringify(body)));
  decoder.finish(out);
  return out;
}

const message = { role: "assistant", content: "Hello" };

describe("an answer that is not streamed", () => {
  test.each([
    ["a message", [{ index: 0, message, finish_reason: "stop" }]],
    ["a message without words", [{ message: { content: null }, finish_reason: "tool_calls" }]],
    ["a completion, which may be empty", [{ text: "", finish_reason: "length" }]],
    ["with a reason of the upstream's own", [{ message, finish_reason: "eos" }]],
  ])("%s is handed on", (_name, choices) => {
    expect(feed(forwardAnswer(heading), { choices })).toMatchObject([
      { type: "source-bytes", content: true },
      { type: "end" },
    ]);
  });

  test.each([
    ["no choice", [], "upstream_truncated"],
    ["no finish reason", [{ message }], "upstream_truncated"],
    ["a finish reason of null", [{ message, finish_reason: null }], "upstream_truncated"],
    ["one choice of two without it", [{ message, finish_reason: "stop" }, { message }], "upstream_truncated"],
    ["no message", [{ finish_reason: "stop" }], "upstream_invalid"],
    ["null for a choice", [null], "upstream_invalid"],
    ["an object for choices", {}, "upstream_invalid"],
  ])("%s is none", (_name, choices, code) => {
    expect(() => feed(forwardAnswer(heading), { choices })).toThrow(expect.objectContaining({ code }));
  });
});

describe("embeddings", () => {
  test("come in the order of their indices", () => {
    const data = [
      { index: 1, embedding: [2] },
      { index: 0, embedding: [1] },
    ];
    expect(feed(translateEmbeddings(heading), { data })).toMatchObject([
      { index: 1 },
      { index: 0 },
      { type: "end" },
    ]);
  });

  test("an index beyond the list is refused: it would leave a hole", () => {
    const data = [{ index: 1_000_000_000, embedding: [1] }];
    expect(() => feed(translateEmbeddings(heading), { data })).toThrow(
      expect.objectContaining({ code: "upstream_invalid" }),
    );
  });
});
